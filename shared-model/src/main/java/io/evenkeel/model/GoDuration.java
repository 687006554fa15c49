package io.evenkeel.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Go writes them: {@code 300ms}, {@code 1.5h}, {@code 2h45m}, {@code -5m}, {@code 0}.
 * Days are not a unit.
 *
 * <p>Source: sequences.md §3.7, evaluation.md §4.2.
 */
public final class GoDuration {

  private static final Map<String, Long> NANOS = new LinkedHashMap<>();

  static {
    NANOS.put("ns", 1L);
    NANOS.put("us", 1_000L);
    NANOS.put("µs", 1_000L);
    NANOS.put("μs", 1_000L);
    NANOS.put("ms", 1_000_000L);
    NANOS.put("s", 1_000_000_000L);
    NANOS.put("m", 60_000_000_000L);
    NANOS.put("h", 3_600_000_000_000L);
  }

  private static final Pattern PART = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([^\\d.]*)");

  private GoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException in Go's words, e.g. {@code time: missing unit in duration "5"}
   */
  public static Duration parse(String text) {
    String rest = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return Duration.ZERO;
    }
    Duration sum = sum(rest, text);
    return text.startsWith("-") ? sum.negated() : sum;
  }

  /** Reads a duration leniently: what is empty, unreadable or negative is {@link Duration#ZERO}. */
  public static Duration orZero(String text) {
    try {
      Duration parsed = text.isEmpty() ? Duration.ZERO : parse(text);
      return parsed.isNegative() ? Duration.ZERO : parsed;
    } catch (IllegalArgumentException unreadable) {
      return Duration.ZERO;
    }
  }

  private static Duration sum(String rest, String text) {
    Matcher part = PART.matcher(rest);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit(part.group(2), text)));
      end = part.end();
    }
    if (rest.isEmpty() || end != rest.length()) {
      throw new IllegalArgumentException("time: invalid duration \"" + text + "\"");
    }
    return nanos(nanos, text);
  }

  private static BigDecimal unit(String unit, String text) {
    if (unit.isEmpty()) {
      throw new IllegalArgumentException("time: missing unit in duration \"" + text + "\"");
    }
    Long nanos = NANOS.get(unit);
    if (nanos == null) {
      throw new IllegalArgumentException(
          "time: unknown unit \"%s\" in duration \"%s\"".formatted(unit, text));
    }
    return BigDecimal.valueOf(nanos);
  }

  private static Duration nanos(BigDecimal nanos, String text) {
    if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException("time: invalid duration \"" + text + "\"");
    }
    return Duration.ofNanos(nanos.longValue());
  }
}
