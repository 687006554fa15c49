package io.evenkeel.playground.tour;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shortens files for a quick tour: loads of {@value #LOAD_SECONDS} seconds by busier visitors, and
 * evaluation windows of one minute, the least there is. The files themselves stay as they are.
 *
 * <p>A window reaches back from the moment of the evaluation, so nobody waits for a minute to pass.
 */
final class FastForward {

  static final int LOAD_SECONDS = 5;

  /** Visitors return so many times as often, so that a short load still is one. */
  private static final double BUSIER = 12;

  private static final Pattern TIMEFRAME =
      Pattern.compile("(timeframe:\\s*[\"']?)([0-9][0-9hms.]*)([\"']?)");
  private static final Pattern RUN_TIME =
      Pattern.compile("(?m)^(\\s*run-time\\s*=\\s*)([0-9][0-9hms]*)");
  private static final Pattern BETWEEN =
      Pattern.compile("between\\(\\s*([0-9.]+)\\s*,\\s*([0-9.]+)\\s*\\)");
  private static final Pattern DURATION_PART = Pattern.compile("([0-9.]+)([hms]?)");

  private FastForward() {}

  /** Returns {@code text}, the content of the file {@code name}, shortened where it applies. */
  static String shorten(String name, String text) {
    if (name.endsWith("shipyard.yaml")) {
      return TIMEFRAME.matcher(text).replaceAll(FastForward::window);
    }
    if (name.endsWith("locust.conf")) {
      return RUN_TIME.matcher(text).replaceAll(FastForward::runTime);
    }
    if (name.endsWith(".py")) {
      return BETWEEN.matcher(text).replaceAll(FastForward::wait);
    }
    return text;
  }

  private static String window(MatchResult found) {
    return seconds(found.group(2)) <= 60 ? found.group() : found.group(1) + "1m" + found.group(3);
  }

  private static String runTime(MatchResult found) {
    return seconds(found.group(2)) <= LOAD_SECONDS
        ? found.group()
        : found.group(1) + LOAD_SECONDS + "s";
  }

  private static String wait(MatchResult found) {
    return String.format(
        Locale.ROOT,
        "between(%.2f, %.2f)",
        Double.parseDouble(found.group(1)) / BUSIER,
        Double.parseDouble(found.group(2)) / BUSIER);
  }

  private static double seconds(String duration) {
    double seconds = 0;
    Matcher part = DURATION_PART.matcher(duration);
    while (part.find()) {
      seconds += Double.parseDouble(part.group(1)) * factor(part.group(2));
    }
    return seconds;
  }

  private static int factor(String unit) {
    return switch (unit) {
      case "h" -> 3600;
      case "m" -> 60;
      default -> 1;
    };
  }
}
