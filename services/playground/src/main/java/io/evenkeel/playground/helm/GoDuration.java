package io.evenkeel.playground.helm;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them: {@code 5m0s}, {@code 90s}, {@code 1.5h}. */
final class GoDuration {

  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

  private GoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws HelmUsageException if {@code text} is none
   */
  static Duration parse(String flag, String text) {
    Matcher part = PART.matcher(text);
    double millis = 0;
    int end = 0;
    while (part.find() && part.start() == end) {
      millis += Double.parseDouble(part.group(1)) * unitMillis(part.group(2));
      end = part.end();
    }
    if (end == 0 || end != text.length()) {
      throw new HelmUsageException(
          "invalid argument \"%s\" for \"--%s\" flag: time: invalid duration \"%s\""
              .formatted(text, flag, text));
    }
    return Duration.ofMillis(Math.max(1000, (long) millis));
  }

  private static long unitMillis(String unit) {
    return switch (unit) {
      case "ms" -> 1;
      case "s" -> 1_000;
      case "m" -> 60_000;
      default -> 3_600_000;
    };
  }
}
