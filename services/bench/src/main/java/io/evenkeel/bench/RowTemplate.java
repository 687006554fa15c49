package io.evenkeel.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A row the product wrote, to be written again for another run: with other ids, another project and
 * service, at another time. Pure.
 *
 * <p>Every UUID in it stands for one of the run's ids, every time keeps its distance from the run's
 * beginning; whatever else there is stays as it is.
 */
final class RowTemplate {

  private static final Pattern VARIABLE =
      Pattern.compile("(?<id>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
          + "|(?<time>\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?Z)"
          + "|(?<project>%s)|(?<service>%s)".formatted(Copy.PROJECT, Copy.SERVICE));

  /** Numbers from here on are times in epoch milliseconds: this is the year 2001. */
  private static final long FIRST_MILLIS = 1_000_000_000_000L;

  private static final long MILLIS_PER_DAY = 86_400_000;

  private final List<Cell> cells = new ArrayList<>();

  /**
   * What makes a copy different.
   *
   * @param shiftMillis how much later than the original it is
   */
  record Copy(String project, String service, List<String> ids, long shiftMillis) {

    /** What project and service of the originals are called. */
    static final String PROJECT = "specimen-project";

    static final String SERVICE = "specimen-service";
  }

  private interface Cell {
    Object of(Copy copy);
  }

  private interface Part {
    void write(StringBuilder text, Copy copy);
  }

  /** {@code ids} gets a number for every id that it does not know yet. */
  RowTemplate(Object[] row, Map<String, Integer> ids) {
    for (Object value : row) {
      cells.add(value instanceof String text ? text(text, ids) : number((Long) value));
    }
  }

  Object[] row(Copy copy) {
    Object[] row = new Object[cells.size()];
    for (int index = 0; index < row.length; index++) {
      row[index] = cells.get(index).of(copy);
    }
    return row;
  }

  private static Cell number(Long value) {
    return value < FIRST_MILLIS ? copy -> value : copy -> value + copy.shiftMillis();
  }

  private static Cell text(String text, Map<String, Integer> ids) {
    List<Part> parts = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(text);
    int end = 0;
    while (matcher.find()) {
      literal(parts, text.substring(end, matcher.start()));
      parts.add(variable(matcher, ids));
      end = matcher.end();
    }
    if (parts.isEmpty()) {
      return copy -> text;
    }
    literal(parts, text.substring(end));
    return copy -> {
      StringBuilder built = new StringBuilder(text.length() + 32);
      parts.forEach(part -> part.write(built, copy));
      return built.toString();
    };
  }

  private static void literal(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add((built, copy) -> built.append(text));
    }
  }

  private static Part variable(Matcher found, Map<String, Integer> ids) {
    if (found.group("id") != null) {
      int number = ids.computeIfAbsent(found.group("id"), id -> ids.size());
      return (built, copy) -> built.append(copy.ids().get(number));
    }
    if (found.group("time") != null) {
      return time(found.group("time"));
    }
    return found.group("project") != null
        ? (built, copy) -> built.append(copy.project())
        : (built, copy) -> built.append(copy.service());
  }

  private static Part time(String text) {
    long millis = Instant.parse(text).toEpochMilli();
    boolean exact = text.length() > "2026-01-01T00:00:00Z".length();
    int more = Math.max(0, text.length() - "2026-01-01T00:00:00.000Z".length());
    return (built, copy) -> {
      append(built, millis + copy.shiftMillis(), exact);
      built.append("0".repeat(more)).append('Z');
    };
  }

  /** Tens of millions of times: as {@link Instant} would do it, several times as fast. */
  private static void append(StringBuilder built, long epochMillis, boolean exact) {
    built.append(Days.text(Math.floorDiv(epochMillis, MILLIS_PER_DAY))).append('T');
    int rest = (int) Math.floorMod(epochMillis, MILLIS_PER_DAY);
    two(built, rest / 3_600_000).append(':');
    two(built, rest / 60_000 % 60).append(':');
    two(built, rest / 1000 % 60);
    if (exact) {
      built.append('.').append((char) ('0' + rest % 1000 / 100));
      two(built, rest % 100);
    }
  }

  private static StringBuilder two(StringBuilder built, int number) {
    return built.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** The day that was asked for last: rows come in the order of time. */
  private static final class Days {
    private static long day = Long.MIN_VALUE;
    private static String text = "";

    private static synchronized String text(long epochDay) {
      if (epochDay != day) {
        day = epochDay;
        text = LocalDate.ofEpochDay(epochDay).toString();
      }
      return text;
    }
  }
}
