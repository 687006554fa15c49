package io.evenkeel.playground.tour;

import java.time.Duration;
import java.util.Locale;

/** Durations as a person reads them: {@code 0.4 s}, {@code 12 s}, {@code 2 min 5 s}. */
final class DurationText {

  private DurationText() {}

  static String of(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 10_000) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    long seconds = millis / 1000;
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds % 60 == 0
        ? seconds / 60 + " min"
        : "%d min %d s".formatted(seconds / 60, seconds % 60);
  }
}
