package io.evenkeel.shipyard.uniform;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads bodies; what can't be read is refused with 400 and the bare reason. */
final class Body {

  private Body() {}

  static <T> T read(ApiRequest request, Function<Map<String, Object>, T> reader) {
    try {
      return reader.apply(Json.parseObject(request.body()));
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(400, String.valueOf(malformed.getMessage()));
    }
  }

  /**
   * Returns {@code value} as text, {@code ""} when absent.
   *
   * @throws IllegalArgumentException if it is something else or too long
   */
  static String text(@Nullable Object value, String name, int longest) {
    if (value != null && !(value instanceof String)) {
      throw new IllegalArgumentException(
          "%s must be a text, not %s".formatted(name, Json.write(value)));
    }
    String text = Json.text(value);
    if (text.length() > longest) {
      throw new IllegalArgumentException(
          "%s must have at most %d characters, not %d".formatted(name, longest, text.length()));
    }
    return text;
  }
}
