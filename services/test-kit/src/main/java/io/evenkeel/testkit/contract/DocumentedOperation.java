package io.evenkeel.testkit.contract;

import io.evenkeel.model.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An operation of a document and where it is.
 *
 * @param method in capitals, {@code *} for any
 * @param path of the template, cut at its slashes
 * @param isOpenEnded whether the last variable takes what is left of a path
 * @param parameters with those of the whole path; references are followed
 * @param answers by status or {@code default}; references are followed
 */
record DocumentedOperation(
    String method,
    List<String> bases,
    List<String> path,
    boolean isOpenEnded,
    List<Map<String, Object>> parameters,
    Optional<Map<String, Object>> body,
    Map<String, Object> answers) {

  private static final String ANY = "*";

  static List<DocumentedOperation> of(Map<String, Object> document) {
    List<DocumentedOperation> all = new ArrayList<>();
    List<String> bases = Json.list(document.get("servers")).stream()
        .map(server -> Json.text(Json.object(server).get("url")))
        .toList();
    Json.object(document.get("paths"))
        .forEach((template, item) -> Json.object(item).forEach((method, operation) -> {
          if (!method.equals("parameters")) {
            all.add(of(bases, template, Json.object(item), method));
          }
        }));
    return all;
  }

  private static DocumentedOperation of(
      List<String> bases, String template, Map<String, Object> item, String method) {
    Map<String, Object> operation = Json.object(item.get(method));
    List<Map<String, Object>> parameters = new ArrayList<>();
    Json.list(item.get("parameters")).forEach(one -> parameters.add(Json.object(one)));
    Json.list(operation.get("parameters")).forEach(one -> parameters.add(Json.object(one)));
    boolean any = Boolean.TRUE.equals(operation.get("x-evenkeel-any-method"));
    return new DocumentedOperation(
        any ? ANY : method.toUpperCase(Locale.ROOT),
        bases,
        List.of(template.substring(1).split("/", -1)),
        parameters.stream()
            .anyMatch(parameter -> Boolean.TRUE.equals(parameter.get("x-evenkeel-rest-of-path"))),
        parameters.stream()
            .filter(parameter -> "query".equals(parameter.get("in")))
            .toList(),
        Optional.ofNullable(operation.get("requestBody")).map(Json::object),
        Json.object(operation.get("responses")));
  }

  /** Whether the path of {@code exchange} belongs to the same document. */
  boolean isNear(Exchange exchange) {
    return bases.stream().anyMatch(base -> exchange.path().startsWith(base + "/"));
  }

  /** Whether it answers {@code exchange}; the more literal of two is the one. */
  boolean answers(Exchange exchange) {
    return (method.equals(ANY) || method.equals(exchange.method()))
        && bases.stream()
            .anyMatch(base -> exchange.path().startsWith(base + "/")
                && fits(exchange.path().substring(base.length() + 1).split("/", -1)));
  }

  private boolean fits(String[] segments) {
    if (isOpenEnded ? segments.length < path.size() : segments.length != path.size()) {
      return false;
    }
    for (int at = 0; at < path.size(); at++) {
      boolean variable = path.get(at).startsWith("{");
      if (variable ? segments[at].isEmpty() : !decoded(segments[at]).equals(path.get(at))) {
        return false;
      }
    }
    return true;
  }

  long literals() {
    return path.stream().filter(segment -> !segment.startsWith("{")).count();
  }

  /** What is said about a status; empty if nothing is. */
  Optional<Map<String, Object>> answer(int status) {
    return Optional.ofNullable(answers.getOrDefault(String.valueOf(status), answers.get("default")))
        .map(Json::object);
  }

  /** The first value of a parameter in a query; empty if it is not there. */
  static Optional<String> value(String query, String name) {
    return Arrays.stream(query.split("&", -1))
        .map(pair -> pair.split("=", 2))
        .filter(pair -> decoded(pair[0]).equals(name))
        .map(pair -> pair.length > 1 ? decoded(pair[1]) : "")
        .findFirst();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return text;
    }
  }
}
