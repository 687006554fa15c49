package io.evenkeel.testkit.contract;

/**
 * A request and its answer, as they went over the wire.
 *
 * @param target path and query, as sent
 * @param sentType media type of the request's body, {@code ""} without one
 * @param type media type of the answer's body, {@code ""} without one
 */
public record Exchange(
    String method,
    String target,
    String sentType,
    String sent,
    int status,
    String type,
    String body) {

  boolean succeeded() {
    return status < 300;
  }

  /** The path without doubled slashes and without one at its end. */
  String path() {
    return target.split("\\?", 2)[0].replaceAll("/{2,}", "/").replaceFirst("/$", "");
  }

  String query() {
    int at = target.indexOf('?');
    return at < 0 ? "" : target.substring(at + 1);
  }

  @Override
  public String toString() {
    return "%s %s answered %d".formatted(method, target, status);
  }
}
