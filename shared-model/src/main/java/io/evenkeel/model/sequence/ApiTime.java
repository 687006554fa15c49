package io.evenkeel.model.sequence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times as the API writes them: UTC, exactly three decimals, {@code 2024-03-01T09:15:00.000Z}. */
public final class ApiTime {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private ApiTime() {}

  public static String format(Instant time) {
    return MILLIS.format(time);
  }
}
