package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Unix nanoseconds as the API writes them, shown in local time as RFC 3339. */
final class CreationDate {

  private static final long NANOS = 1_000_000_000L;

  private CreationDate() {}

  /** Returns {@code creationDate} of {@code entity}, or {@code n/a}. */
  static String of(Map<String, Object> entity) {
    String text = Json.text(entity.get("creationDate"));
    if (!text.matches("\\d{1,18}|[1-8]\\d{18}")) {
      return "n/a";
    }
    long nanos = Long.parseLong(text);
    Instant time = Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
  }
}
