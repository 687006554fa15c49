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
 */
public record ApiRequest(
    String operation, Map<String, String> path, Map<String, String> query, String body) {

  public ApiRequest {
    path = Map.copyOf(path);
    query = Map.copyOf(query);
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
    return new JsonObject()
        .put("operation", operation)
        .put("path", new JsonObject(Map.copyOf(path)))
        .put("query", new JsonObject(Map.copyOf(query)))
        .put("body", body);
  }

  static ApiRequest fromJson(JsonObject json) {
    return new ApiRequest(
        json.getString("operation"),
        texts(json.getJsonObject("path")),
        texts(json.getJsonObject("query")),
        json.getString("body"));
  }

  private static Map<String, String> texts(JsonObject json) {
    Map<String, String> texts = new HashMap<>();
    json.forEach(member -> texts.put(member.getKey(), String.valueOf(member.getValue())));
    return texts;
  }
}
