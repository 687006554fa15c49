package io.evenkeel.shipyard.log;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.Refusal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which entries of the log a client wants, as conditions on the table. */
final class LogQuery {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
          "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
      .withResolverStyle(ResolverStyle.STRICT);

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();

  private LogQuery() {}

  /** Both limits belong to the range. */
  static LogQuery of(ApiRequest request) {
    LogQuery query = new LogQuery();
    String integration = request.query("integrationId");
    if (!integration.isEmpty()) {
      query.add("integration_id = #{integration}", "integration", integration);
    }
    query.addTime("at_ms >= #{from}", "from", "fromTime", request);
    query.addTime("at_ms <= #{before}", "before", "beforeTime", request);
    return query;
  }

  private void add(String condition, String name, Object value) {
    conditions.add(condition);
    parameters.put(name, value);
  }

  private void addTime(String condition, String name, String parameter, ApiRequest request) {
    String text = request.query(parameter);
    if (!text.isEmpty()) {
      add(condition, name, time(parameter, text).toEpochMilli());
    }
  }

  private static Instant time(String parameter, String text) {
    try {
      return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException malformed) {
      throw new Refusal(
          400,
          "Unable to retrieve logs: could not parse provided %s %s: it must be like %s"
              .formatted(parameter, text, "2006-01-02T15:04:05.000Z"));
    }
  }

  String where() {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  Map<String, Object> parameters() {
    return Map.copyOf(parameters);
  }
}
