package io.evenkeel.model.sli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The time a query looks at.
 *
 * <p>Source: prometheus.md §4.1; a bad end is an error like a bad start.
 */
public record SliWindow(Instant start, Instant end) {

  /**
   * Reads two timestamps, each RFC 3339 or whole Unix seconds.
   *
   * @throws IllegalArgumentException if one is neither; the message says which and quotes it
   */
  public static SliWindow parse(String start, String end) {
    return new SliWindow(instant("start", start), instant("end", end));
  }

  /** Returns the length as a PromQL duration, rounded up to seconds: {@code 180s}. */
  public String duration() {
    Duration length = Duration.between(start, end);
    long seconds = length.getSeconds() + (length.getNano() > 0 ? 1 : 0);
    return seconds + "s";
  }

  private static Instant instant(String which, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notRfc3339) {
      return seconds(which, text);
    }
  }

  private static Instant seconds(String which, String text) {
    try {
      return Instant.ofEpochSecond(Long.parseLong(text));
    } catch (NumberFormatException | DateTimeException neither) {
      throw new IllegalArgumentException(
          "unable to parse %s timestamp: strconv.ParseInt: parsing \"%s\": invalid syntax"
              .formatted(which, text),
          neither);
    }
  }
}
