package io.evenkeel.gateway.contract;

import java.util.Map;

/**
 * A query parameter of an operation.
 *
 * @param integer whether its schema says so; any other is text
 * @param minimum of an integer
 * @param maximum of an integer
 */
public record Parameter(
    String name, boolean required, boolean integer, long minimum, long maximum) {

  /** Throws {@link InvalidRequest} if {@code query} breaks the schema. */
  void check(Map<String, String> query) {
    String value = query.getOrDefault(name, "");
    if (required && value.isEmpty()) {
      throw InvalidRequest.required(name, "query");
    }
    if (integer && !value.isEmpty()) {
      checkRange(number(value));
    }
  }

  private long number(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException malformed) {
      throw InvalidRequest.type(name, "query", "int64", value);
    }
  }

  private void checkRange(long value) {
    if (value < minimum) {
      throw InvalidRequest.tooSmall(name, "query", minimum);
    }
    if (value > maximum) {
      throw InvalidRequest.tooLarge(name, "query", maximum);
    }
  }
}
