package io.evenkeel.model.sli;

/**
 * One entry of a {@code slo.yaml}'s {@code filter}, as {@code get-sli.triggered} carries it.
 *
 * <p>Source: prometheus.md §3.
 */
public record SliFilter(String key, String value) {

  /** Returns the value without any quotes. */
  String unquoted() {
    return value.replace("'", "").replace("\"", "");
  }

  /** Returns the PromQL label matcher: the value may bring its own operator and quotes. */
  String matcher() {
    boolean hasOperator = value.startsWith("=") || value.startsWith("!=") || value.startsWith("!~");
    return hasOperator ? key + value.replace('"', '\'') : "%s='%s'".formatted(key, unquoted());
  }
}
