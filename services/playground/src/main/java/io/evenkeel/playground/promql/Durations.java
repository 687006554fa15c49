package io.evenkeel.playground.promql;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PromQL durations: {@code 90s}, {@code 1h30m}, {@code 500ms}. */
public final class Durations {

  private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");

  private static final Map<String, Long> UNIT_MILLIS = Map.of(
      "ms", 1L,
      "s", 1_000L,
      "m", 60_000L,
      "h", 3_600_000L,
      "d", 86_400_000L,
      "w", 604_800_000L,
      "y", 31_536_000_000L);

  private Durations() {}

  /**
   * Reads a duration.
   *
   * @return milliseconds
   * @throws IllegalArgumentException if {@code text} is none, or does not fit a {@code long}
   */
  public static long parse(String text) {
    Matcher part = PART.matcher(text);
    long millis = 0;
    int end = 0;
    while (end < text.length()) {
      if (!part.find(end) || part.start() != end) {
        throw new IllegalArgumentException("not a duration: \"" + text + "\"");
      }
      millis = Math.addExact(millis, millisOf(part));
      end = part.end();
    }
    if (end == 0) {
      throw new IllegalArgumentException("empty duration");
    }
    return millis;
  }

  private static long millisOf(Matcher part) {
    try {
      return Math.multiplyExact(
          Long.parseLong(part.group(1)), UNIT_MILLIS.getOrDefault(part.group(2), 0L));
    } catch (ArithmeticException | NumberFormatException tooLong) {
      throw new IllegalArgumentException(
          "duration out of range: \"" + part.group() + "\"", tooLong);
    }
  }
}
