package io.evenkeel.model.slo;

import io.evenkeel.model.GoDuration;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The time an evaluation looks at, as texts: in UTC with milliseconds, unless a test reported its
 * own.
 *
 * <p>Source: evaluation.md §4.2. Unlike in the original an offset is converted to UTC (§14 D1).
 */
public record EvaluationWindow(String start, String end) {

  private static final String DEFAULT_TIMEFRAME = "5m";
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Pattern TIMESTAMP = Pattern.compile(
      "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d+))?(Z|[+-]\\d\\d:\\d\\d)?");
  private static final DateTimeFormatter OUTPUT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int NANO_DIGITS = 9;

  /**
   * Returns the window an {@code evaluation.triggered} event asks for: that of {@code evaluation},
   * else the one of {@code test}, taken verbatim.
   *
   * @throws IllegalArgumentException if there is none, or it is not valid; the message is what the
   *     evaluation reports
   */
  public static EvaluationWindow of(KeptnEvent triggered, Instant now) {
    String start = text(triggered, "evaluation", "start");
    String end = text(triggered, "evaluation", "end");
    String timeframe = text(triggered, "evaluation", "timeframe");
    if ((!start.isEmpty() && !end.isEmpty()) || !timeframe.isEmpty()) {
      return resolve(start, end, timeframe, now);
    }
    EvaluationWindow test =
        new EvaluationWindow(text(triggered, "test", "start"), text(triggered, "test", "end"));
    if (test.start.isEmpty() || test.end.isEmpty()) {
      throw new IllegalArgumentException(
          "evaluation.triggered event does not contain evaluation timeframe");
    }
    return test;
  }

  /**
   * Computes a window from what a user gave; every argument may be {@code ""}. With none of them it
   * is the last five minutes.
   *
   * @throws IllegalArgumentException if they contradict each other, cannot be read or span less
   *     than a minute; the message says which
   */
  public static EvaluationWindow resolve(String start, String end, String timeframe, Instant now) {
    check(start, end, timeframe);
    Duration length = length(timeframe.isEmpty() ? DEFAULT_TIMEFRAME : timeframe);
    Instant from = start.isEmpty() ? now.minus(length) : instant(start);
    Instant to = now;
    if (!end.isEmpty()) {
      to = instant(end);
    } else if (!start.isEmpty()) {
      to = from.plus(length);
    }
    if (Duration.between(from, to).compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("end date must be at least 1 minute after start date");
    }
    return new EvaluationWindow(OUTPUT.format(from), OUTPUT.format(to));
  }

  private static void check(String start, String end, String timeframe) {
    if (!start.isEmpty() && end.isEmpty() && timeframe.isEmpty()) {
      throw new IllegalArgumentException("no timeframe or end date provided");
    }
    if (!end.isEmpty() && !timeframe.isEmpty()) {
      throw new IllegalArgumentException("'end' and 'timeframe' are mutually exclusive");
    }
    if (!end.isEmpty() && start.isEmpty()) {
      throw new IllegalArgumentException("start date is required when using an end date");
    }
  }

  private static Duration length(String timeframe) {
    try {
      return GoDuration.parse(timeframe);
    } catch (IllegalArgumentException unreadable) {
      throw new IllegalArgumentException(
          "could not parse provided timeframe: " + unreadable.getMessage(), unreadable);
    }
  }

  private static Instant instant(String text) {
    Matcher parts = TIMESTAMP.matcher(text);
    try {
      if (parts.matches()) {
        String zone = parts.group(3) == null ? "Z" : parts.group(3);
        return LocalDateTime.parse(parts.group(1))
            .plusNanos(nanos(parts.group(2) == null ? "" : parts.group(2)))
            .toInstant(ZoneOffset.of(zone));
      }
    } catch (DateTimeException impossible) {
      throw unreadable(text, impossible);
    }
    throw unreadable(text, null);
  }

  private static long nanos(String fraction) {
    return Long.parseLong((fraction + "0".repeat(NANO_DIGITS)).substring(0, NANO_DIGITS));
  }

  private static IllegalArgumentException unreadable(String text, @Nullable Exception cause) {
    return new IllegalArgumentException(
        "parsing time \"%s\": expected YYYY-MM-DDThh:mm:ss, perhaps with a fraction, Z or an offset"
            .formatted(text),
        cause);
  }

  private static String text(KeptnEvent event, String... path) {
    return Json.text(Json.at(event.data(), path));
  }
}
