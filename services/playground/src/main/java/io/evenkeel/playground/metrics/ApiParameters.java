package io.evenkeel.playground.metrics;

import io.evenkeel.playground.promql.Durations;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * The parameters of one API request, from its query string or its form.
 *
 * <p>Every failure is an {@link IllegalArgumentException} in Prometheus' words: {@code invalid
 * parameter "step": …}.
 *
 * @param now milliseconds since the epoch
 */
record ApiParameters(MultiMap values, long now) {

  String text(String name) {
    String value = values.get(name);
    return value == null ? "" : value;
  }

  List<String> all(String name) {
    return values.getAll(name);
  }

  /** A moment in milliseconds since the epoch: {@code 1700000000.5} or RFC 3339. */
  long time(String name, long otherwise) {
    String text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
          : seconds(text);
    } catch (NumberFormatException | DateTimeException unreadable) {
      throw invalid(name, "cannot parse \"" + text + "\" to a valid timestamp", unreadable);
    }
  }

  long requiredTime(String name) {
    if (text(name).isEmpty()) {
      throw invalid(name, "cannot parse \"\" to a valid timestamp", null);
    }
    return time(name, 0);
  }

  /** A positive length of time in milliseconds: {@code 15}, {@code 0.5} or {@code 15s}. */
  long step(String name) {
    String text = text(name);
    long millis;
    try {
      millis = text.matches("[0-9.eE+-]+") ? seconds(text) : Durations.parse(text);
    } catch (IllegalArgumentException unreadable) {
      throw invalid(name, "cannot parse \"" + text + "\" to a valid duration", unreadable);
    }
    if (millis <= 0) {
      throw invalid(
          name,
          "zero or negative query resolution step widths are not accepted. Try a positive integer",
          null);
    }
    return millis;
  }

  private static long seconds(String text) {
    double seconds = Double.parseDouble(text);
    if (Double.isNaN(seconds) || Math.abs(seconds) > 9e12) {
      throw new NumberFormatException("out of range: " + text);
    }
    return Math.round(seconds * 1000);
  }

  static IllegalArgumentException invalid(
      String name, String reason, @org.jspecify.annotations.Nullable Throwable cause) {
    return new IllegalArgumentException("invalid parameter \"" + name + "\": " + reason, cause);
  }
}
