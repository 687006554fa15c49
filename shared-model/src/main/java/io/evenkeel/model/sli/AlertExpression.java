package io.evenkeel.model.sli;

import java.util.Optional;

/**
 * When an alert fires that watches a criterion of an SLO: the criterion turned around.
 *
 * <p>Source: prometheus.md §7.2.
 */
public final class AlertExpression {

  private AlertExpression() {}

  /**
   * Returns what follows the query in the alert's expression, e.g. {@code >500} for {@code <=500};
   * empty for a criterion that is relative or has no direction.
   */
  public static Optional<String> violating(String criterion) {
    String text = criterion.replace("=", "").replace(" ", "");
    boolean relative = text.matches(".*[-+%].*");
    if (relative || !(text.contains("<") || text.contains(">"))) {
      return Optional.empty();
    }
    return Optional.of(text.contains("<") ? text.replace('<', '>') : text.replace('>', '<'));
  }
}
