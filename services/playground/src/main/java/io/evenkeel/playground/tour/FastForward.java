package io.evenkeel.playground.tour;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shortens files for a quick tour: loads of {@value #LOAD_SECONDS} seconds by busier visitors, and
 * evaluations that look at the span of their own test instead of a fixed one. The files themselves
 * stay as they are.
 *
 * <p>A fixed span has at least one minute (evaluation.md §4.2), and would reach back to the loads
 * of earlier chapters: a slow version would hide behind the requests that a good one answered.
 */
final class FastForward {

  static final int LOAD_SECONDS = 5;

  /** Visitors return so many times as often, so that a short load still is one. */
  private static final double BUSIER = 12;

  /** All visitors come within two seconds, not one a second. */
  private static final String SPAWN_RATE = "\nspawn-rate = 5\n";

  private static final Pattern RUN_TIME =
      Pattern.compile("(?m)^(\\s*run-time\\s*=\\s*)([0-9][0-9hms]*)");
  private static final Pattern BETWEEN =
      Pattern.compile("between\\(\\s*([0-9.]+)\\s*,\\s*([0-9.]+)\\s*\\)");
  private static final Pattern DURATION_PART = Pattern.compile("([0-9.]+)([hms]?)");

  private FastForward() {}

  /** Returns {@code text}, the content of the file {@code name}, shortened where it applies. */
  static String shorten(String name, String text) {
    if (name.endsWith("shipyard.yaml")) {
      return withoutTimeframes(text);
    }
    if (name.endsWith("locust.conf")) {
      String shorter = RUN_TIME.matcher(text).replaceAll(FastForward::runTime);
      return shorter.contains("spawn-rate") ? shorter : shorter.stripTrailing() + SPAWN_RATE;
    }
    if (name.endsWith(".py")) {
      return BETWEEN.matcher(text).replaceAll(FastForward::wait);
    }
    return text;
  }

  /** Removes every {@code timeframe}, and the {@code properties} that held nothing else. */
  private static String withoutTimeframes(String shipyard) {
    List<String> kept = new ArrayList<>();
    String[] lines = shipyard.split("\n", -1);
    for (int index = 0; index < lines.length; index++) {
      if (!lines[index].strip().startsWith("timeframe:")) {
        kept.add(lines[index]);
      } else if (isOnlyProperty(kept, index + 1 < lines.length ? lines[index + 1] : "")) {
        kept.remove(kept.size() - 1);
      }
    }
    return String.join("\n", kept);
  }

  private static boolean isOnlyProperty(List<String> before, String next) {
    String parent = before.isEmpty() ? "" : before.get(before.size() - 1);
    return parent.strip().equals("properties:") && indent(next) <= indent(parent);
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
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
