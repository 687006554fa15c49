package io.evenkeel.shipyard;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON bodies as the original's decoder reads them: member names in any case, {@code null} like an
 * absent member, and no member of another type. What it does not take is refused with 400
 * {@code Invalid request format: …}.
 *
 * <p>Source: rest-api.md §§4.1, 4.3, 4.4.
 */
final class RequestBody {

  private RequestBody() {}

  /** An object. */
  static Map<String, Object> read(String body) {
    try {
      return Json.parseObject(body);
    } catch (IllegalArgumentException malformed) {
      throw invalid(String.valueOf(malformed.getMessage()));
    }
  }

  /** A text, {@code ""} if it is absent. */
  static String text(Map<String, Object> json, String name) {
    Object value = Json.get(json, name);
    if (value != null && !(value instanceof String)) {
      throw unlike(value, name, "string");
    }
    return Json.text(value);
  }

  /** An object, empty if it is absent. */
  static Map<String, Object> object(Map<String, Object> json, String name) {
    Object value = Json.get(json, name);
    if (value != null && !(value instanceof Map<?, ?>)) {
      throw unlike(value, name, "object");
    }
    return Json.object(value);
  }

  /** An object of texts, empty if it is absent. */
  static Map<String, Object> texts(Map<String, Object> json, String name) {
    Map<String, Object> texts = object(json, name);
    texts.keySet().forEach(member -> text(texts, member));
    return texts;
  }

  /** A truth value, false if it is absent. */
  static boolean flag(Map<String, Object> json, String name) {
    Object value = Json.get(json, name);
    if (value != null && !(value instanceof Boolean)) {
      throw unlike(value, name, "bool");
    }
    return Boolean.TRUE.equals(value);
  }

  static Refusal invalid(String detail) {
    return new Refusal(400, "Invalid request format: " + detail);
  }

  private static Refusal unlike(Object value, String name, String type) {
    return invalid(
        "json: cannot unmarshal %s into %s of type %s".formatted(kind(value), name, type));
  }

  private static String kind(@Nullable Object value) {
    if (value instanceof Number) {
      return "number";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof List<?>) {
      return "array";
    }
    return value instanceof Map<?, ?> ? "object" : "string";
  }
}
