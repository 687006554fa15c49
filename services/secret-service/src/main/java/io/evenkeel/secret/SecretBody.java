package io.evenkeel.secret;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client sends to create or update a secret (secrets.md §2.1). What is wrong with it is said
 * without a word of it: it may be a value.
 */
final class SecretBody {

  private static final String INVALID = "Invalid request format: ";
  private static final Pattern POSITION = Pattern.compile("\\(line \\d+, column \\d+\\)$");

  private SecretBody() {}

  /** Refuses with 400; the scope is {@code ""} when none is given. */
  static ScopedSecret parse(String body) {
    Map<String, Object> json = object(body);
    String name = text(json, "name");
    if (name.isEmpty()) {
      throw missing("Secret.SecretMetadata.Name", "Name");
    }
    return new ScopedSecret(name, text(json, "scope"), data(json));
  }

  /** The answer to a request without a member or parameter it must have. */
  static Refusal missing(String path, String field) {
    return new Refusal(
        400,
        INVALID
            + "Key: '%s' Error:Field validation for '%s' failed on the 'required' tag"
                .formatted(path, field));
  }

  private static Map<String, Object> object(String body) {
    try {
      return Json.parseObject(body);
    } catch (IllegalArgumentException malformed) {
      Matcher position = POSITION.matcher(String.valueOf(malformed.getMessage()));
      String where = position.find() ? " " + position.group() : "";
      throw invalid("the body is not a JSON object" + where);
    }
  }

  private static String text(Map<String, Object> json, String member) {
    Object value = Json.get(json, member);
    if (value != null && !(value instanceof String)) {
      throw invalid(member + " must be text");
    }
    return Json.text(value);
  }

  private static Map<String, String> data(Map<String, Object> json) {
    Object member = Json.get(json, "data");
    if (member != null && !(member instanceof Map<?, ?>)) {
      throw invalid("data must be an object of texts");
    }
    Map<String, String> data = new HashMap<>();
    Json.object(member).forEach((key, value) -> {
      if (!(value instanceof String)) {
        throw invalid("the value of every key in data must be text");
      }
      data.put(key, Json.text(value));
    });
    return data;
  }

  private static Refusal invalid(String problem) {
    return new Refusal(400, INVALID + problem);
  }
}
