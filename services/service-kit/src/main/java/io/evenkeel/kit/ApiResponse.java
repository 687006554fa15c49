package io.evenkeel.kit;

import io.evenkeel.model.Json;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of an operation.
 *
 * @param status the HTTP status
 * @param body JSON text, or {@code ""} for an empty body
 */
public record ApiResponse(int status, String body) {

  public static ApiResponse json(int status, @Nullable Object value) {
    return new ApiResponse(status, Json.write(value));
  }

  public static ApiResponse empty(int status) {
    return new ApiResponse(status, "");
  }

  /** {@code {"code": status, "message": message}}, the form of every error. */
  public static ApiResponse error(int status, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", status);
    error.put("message", message);
    return json(status, error);
  }

  public boolean succeeded() {
    return status < 300;
  }

  /** The body as a JSON object; empty when there is none. */
  public Map<String, Object> object() {
    return body.isEmpty() ? Map.of() : Json.parseObject(body);
  }

  /** The message of an error body. */
  public String message() {
    return Json.text(object().get("message"));
  }

  JsonObject toJson() {
    return new JsonObject().put("status", status).put("body", body);
  }

  static ApiResponse fromJson(JsonObject json) {
    return new ApiResponse(json.getInteger("status"), json.getString("body"));
  }
}
