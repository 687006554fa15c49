package io.evenkeel.model.event;

import io.evenkeel.model.Json;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The JSON form of a {@link KeptnEvent}, as stored and handed out.
 *
 * <p>Source: events-datastore.md §1; attributes it does not name are lost, as in the original.
 */
public final class EventJson {

  private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

  private EventJson() {}

  /** Returns the members in the original's order; empty attributes are left out. */
  public static Map<String, Object> toMap(KeptnEvent event) {
    Map<String, Object> json = new LinkedHashMap<>();
    putUnlessEmpty(json, "contenttype", event.contentType());
    json.put("data", event.data());
    if (event.extensions() != null) {
      json.put("extensions", event.extensions());
    }
    putUnlessEmpty(json, "id", event.id());
    putUnlessEmpty(json, "shkeptncontext", event.context());
    putUnlessEmpty(json, "shkeptnspecversion", event.specVersion());
    json.put("source", event.source());
    json.put("specversion", "1.0");
    json.put("time", event.time().toString());
    putUnlessEmpty(json, "triggeredid", event.triggeredId());
    putUnlessEmpty(json, "gitcommitid", event.gitCommitId());
    json.put("type", event.type());
    return json;
  }

  public static String write(KeptnEvent event) {
    return Json.write(toMap(event));
  }

  /** Reads what {@link #write} wrote. */
  public static KeptnEvent read(String text) {
    return fromMap(Json.parseObject(text));
  }

  /**
   * Reads an envelope; absent attributes become {@code ""}, an absent {@code time} year one.
   *
   * @throws IllegalArgumentException if {@code time} is not RFC 3339
   */
  public static KeptnEvent fromMap(Map<String, Object> json) {
    return new KeptnEvent(
        text(json, "id"),
        text(json, "type"),
        text(json, "source"),
        time(text(json, "time")),
        text(json, "shkeptncontext"),
        text(json, "triggeredid"),
        text(json, "gitcommitid"),
        text(json, "shkeptnspecversion"),
        text(json, "contenttype"),
        json.get("extensions"),
        Json.object(json.get("data")));
  }

  private static Instant time(String text) {
    try {
      return text.isEmpty() ? ZERO : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException("time is not RFC 3339: \"" + text + "\"", malformed);
    }
  }

  private static String text(Map<String, Object> json, String name) {
    return Json.text(json.get(name));
  }

  private static void putUnlessEmpty(Map<String, Object> json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }
}
