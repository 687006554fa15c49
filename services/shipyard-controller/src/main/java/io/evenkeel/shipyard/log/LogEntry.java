package io.evenkeel.shipyard.log;

import io.evenkeel.model.Json;
import io.evenkeel.model.sequence.ApiTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody reports.
 *
 * <p>Source: integrations.md §5.
 *
 * @param integrationId who reports; need not be registered
 * @param context of the run it is about, {@code ""} if about none; likewise the rest
 */
public record LogEntry(
    String integrationId,
    String message,
    Instant time,
    String context,
    String task,
    String triggeredId,
    String gitCommitId) {

  /** What Go writes for a time that was never set. */
  private static final Instant UNSET = Instant.parse("0001-01-01T00:00:00Z");

  /** An entry that is about no run. */
  public static LogEntry of(String integrationId, String message, Instant time) {
    return new LogEntry(integrationId, message, time, "", "", "", "");
  }

  /**
   * Reads what a client sends; a time that is missing or was never set is {@code now}.
   *
   * @throws IllegalArgumentException if a member has another type
   */
  static LogEntry fromJson(@Nullable Object json, Instant now) {
    if (!(json instanceof Map<?, ?>)) {
      throw new IllegalArgumentException("logs must be a list of objects");
    }
    Map<String, Object> object = Json.object(json);
    return new LogEntry(
        text(object, "integrationid"),
        text(object, "message"),
        time(text(object, "time"), now),
        text(object, "shkeptncontext"),
        text(object, "task"),
        text(object, "triggeredid"),
        text(object, "gitcommitid"));
  }

  private static Instant time(String text, Instant now) {
    try {
      Instant time = text.isEmpty() ? UNSET : OffsetDateTime.parse(text).toInstant();
      return time.equals(UNSET) ? now : time;
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException(
          "time of a log entry must be like 2024-01-02T03:04:05Z, not " + text, malformed);
    }
  }

  private static String text(Map<String, Object> json, String name) {
    Object value = Json.get(json, name);
    if (value != null && !(value instanceof String)) {
      throw new IllegalArgumentException(
          "%s of a log entry must be a text, not %s".formatted(name, Json.write(value)));
    }
    return Json.text(value);
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("integrationid", integrationId);
    json.put("message", message);
    json.put("time", ApiTime.format(time));
    json.put("shkeptncontext", context);
    json.put("task", task);
    json.put("triggeredid", triggeredId);
    json.put("gitcommitid", gitCommitId);
    return json;
  }
}
