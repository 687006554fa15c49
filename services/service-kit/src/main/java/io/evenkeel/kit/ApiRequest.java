package io.evenkeel.kit;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * A call of one operation of a service's API, whatever it came in by.
 *
 * @param operation the contract's {@code operationId}
 * @param path values of the path's parameters, decoded
 * @param query values of the query's parameters; absent ones are not in the map
 * @param body the body as text, {@code ""} when there is none
 * @param traceparent the span it follows from, {@code ""} for none that is traced
 */
public record ApiRequest(
    String operation,
    Map<String, String> path,
    Map<String, String> query,
    String body,
    String traceparent) {

  public ApiRequest {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
  }

  /** One that follows from nothing that is traced. */
  public ApiRequest(
      String operation, Map<String, String> path, Map<String, String> query, String body) {
    this(operation, path, query, body, "");
  }

  /** The same on behalf of a span. */
  public ApiRequest causedBy(String span) {
    return new ApiRequest(operation, path, query, body, span);
  }

  public static ApiRequest of(String operation, Map<String, String> path) {
    return new ApiRequest(operation, path, Map.of(), "");
  }

  public static ApiRequest of(String operation, Map<String, String> path, String body) {
    return new ApiRequest(operation, path, Map.of(), body);
  }

  /** A path parameter, {@code ""} when absent. */
  public String path(String name) {
    return path.getOrDefault(name, "");
  }

  /** A query parameter, {@code ""} when absent. */
  public String query(String name) {
    return query.getOrDefault(name, "");
  }

  JsonObject toJson() {
    JsonObject json = new JsonObject()
        .put("operation", operation)
        .put("path", new JsonObject(Map.copyOf(path)))
        .put("query", new JsonObject(Map.copyOf(query)))
        .put("body", body);
    return traceparent.isEmpty() ? json : json.put("traceparent", traceparent);
  }

  static ApiRequest fromJson(JsonObject json) {
    return new ApiRequest(
        json.getString("operation"),
        texts(json.getJsonObject("path")),
        texts(json.getJsonObject("query")),
        json.getString("body"),
        json.getString("traceparent", ""));
  }

  private static Map<String, String> texts(JsonObject json) {
    Map<String, String> texts = new HashMap<>();
    json.forEach(member -> texts.put(member.getKey(), String.valueOf(member.getValue())));
    return texts;
  }
}
