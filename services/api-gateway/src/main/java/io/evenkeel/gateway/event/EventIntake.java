package io.evenkeel.gateway.event;

import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.KeptnEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a body sent to {@code POST /api/v1/event}: an event with a new id and time, or an
 * {@link InvalidRequest}.
 *
 * <p>Source: rest-api.md §5.1. Beyond it, names and types have a length, and data that could not be
 * kept as it is is refused even with validation off.
 */
public final class EventIntake {

  private static final List<String> TEXTS = List.of(
      "type",
      "source",
      "shkeptncontext",
      "triggeredid",
      "gitcommitid",
      "shkeptnspecversion",
      "specversion",
      "contenttype",
      "id",
      "time");
  private static final int LONG_TEXT = 512;
  private static final int NAME = 255;
  private static final int RESULT = 64;

  private final boolean strict;

  /** {@code strict} turns on the original's validation of types and fields. */
  public EventIntake(boolean strict) {
    this.strict = strict;
  }

  /** Reads {@code body}; {@code id} and {@code context} are random, used where one is needed. */
  public KeptnEvent accept(String body, UUID id, UUID context, Instant now) {
    if (body.isBlank() || body.strip().equals("null")) {
      throw InvalidRequest.required("data", "body");
    }
    Map<String, Object> json = parse(body);
    checkShape(json);
    KeptnEvent event = new KeptnEvent(
        id.toString(),
        text(json, "type"),
        SourceReference.of(text(json, "source")),
        now.truncatedTo(ChronoUnit.MILLIS),
        ContextId.of(text(json, "shkeptncontext"), context),
        text(json, "triggeredid"),
        text(json, "gitcommitid"),
        text(json, "shkeptnspecversion"),
        "application/json",
        Json.get(json, "extensions"),
        data(json));
    checkContent(event);
    return event;
  }

  private static Map<String, Object> parse(String body) {
    try {
      return Json.parseObject(body);
    } catch (IllegalArgumentException malformed) {
      throw InvalidRequest.unreadable(String.valueOf(malformed.getMessage()));
    }
  }

  private static void checkShape(Map<String, Object> json) {
    for (String name : TEXTS) {
      Object value = Json.get(json, name);
      if (value != null && !(value instanceof String)) {
        throw InvalidRequest.type(name, "body", "string", Json.write(value));
      }
    }
    requirePresent("data", Json.get(json, "data"));
    requirePresent("source", Json.get(json, "source"));
    requirePresent("type", "".equals(text(json, "type")) ? null : text(json, "type"));
    checkTime(text(json, "time"));
  }

  private static void requirePresent(String name, @Nullable Object value) {
    if (value == null) {
      throw InvalidRequest.required(name, "body");
    }
  }

  private static void checkTime(String time) {
    try {
      if (!time.isEmpty()) {
        OffsetDateTime.parse(time);
      }
    } catch (DateTimeException malformed) {
      throw InvalidRequest.type("time", "body", "date-time", time);
    }
  }

  private static Map<String, Object> data(Map<String, Object> json) {
    Object data = Json.get(json, "data");
    if (!(data instanceof Map<?, ?>)) {
      throw InvalidRequest.bad("could not parse common event data: data must be a JSON object");
    }
    return Json.object(data);
  }

  private void checkContent(KeptnEvent event) {
    String violation = strict ? EventRules.violation(event) : "";
    if (!violation.isEmpty()) {
      throw InvalidRequest.bad(violation);
    }
    String typeError = CommonData.typeError(event.data());
    if (!typeError.isEmpty()) {
      throw InvalidRequest.bad("could not parse common event data: " + typeError);
    }
    checkLengths(event);
  }

  private static void checkLengths(KeptnEvent event) {
    limit("type", event.type(), LONG_TEXT);
    limit("source", event.source(), LONG_TEXT);
    limit("triggeredid", event.triggeredId(), NAME);
    limit("data.project", event.project(), NAME);
    limit("data.stage", event.stage(), NAME);
    limit("data.service", event.service(), NAME);
    limit("data.result", event.result(), RESULT);
  }

  private static void limit(String name, String value, int maximum) {
    if (value.length() > maximum) {
      throw InvalidRequest.tooLong(name, "body", maximum);
    }
  }

  private static String text(Map<String, Object> json, String name) {
    return Json.text(Json.get(json, name));
  }
}
