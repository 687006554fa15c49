package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;

/** Spans of time as {@code kubectl get} shows them: two units at most, {@code 4m10s}. */
final class Ages {

  private Ages() {}

  /** The span since {@code time}, or {@code <unknown>} if that is no time. */
  static String since(JsonNode time, Instant now) {
    return time.asText("").isEmpty()
        ? "<unknown>"
        : human(Duration.between(Instant.parse(time.asText()), now));
  }

  /** A span in words. */
  static String human(Duration span) {
    long seconds = Math.max(0, span.toSeconds());
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    if (seconds < 120) {
      return seconds + "s";
    }
    if (minutes < 10) {
      return two(minutes, "m", seconds % 60, "s");
    }
    if (hours < 3) {
      return minutes + "m";
    }
    if (hours < 8) {
      return two(hours, "h", minutes % 60, "m");
    }
    if (days < 2) {
      return hours + "h";
    }
    return days < 8 ? two(days, "d", hours % 24, "h") : days + "d";
  }

  private static String two(long large, String largeUnit, long small, String smallUnit) {
    return small == 0 ? large + largeUnit : large + largeUnit + small + smallUnit;
  }
}
