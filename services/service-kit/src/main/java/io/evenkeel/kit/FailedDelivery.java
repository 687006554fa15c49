package io.evenkeel.kit;

import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that failed at least once.
 *
 * @param id to re-drive or drop it
 * @param parked whether it was given up; else it is tried again
 * @param error of the last attempt
 * @param since when it was given up, or when it failed first
 * @param next when it is tried next; while an attempt is under way, when another process would take
 *     it over; {@code null} when nothing is known but that it is due, or when it is given up
 */
public record FailedDelivery(
    String id,
    String subscriber,
    KeptnEvent event,
    boolean parked,
    int attempts,
    String error,
    Instant since,
    @Nullable Instant next) {

  static FailedDelivery read(Row row) {
    boolean parked = row.getInteger("parked") == 1;
    long due = row.getLong("due_at");
    return new FailedDelivery(
        String.valueOf(row.getLong("position")),
        row.getString("subscriber"),
        EventJson.read(row.getString("body")),
        parked,
        row.getInteger("attempts"),
        row.getString("error"),
        Instant.ofEpochMilli(row.getLong("since")),
        parked || due == 0 ? null : Instant.ofEpochMilli(due));
  }

  /** As the API lists it. */
  Map<String, Object> toMap() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("subscriber", subscriber);
    json.put("state", parked ? "parked" : "retrying");
    json.put("since", since.toString());
    if (next != null) {
      json.put("nextAttempt", next.toString());
    }
    json.put("attempts", attempts);
    json.put("error", error);
    json.put("eventId", event.id());
    json.put("type", event.type());
    json.put("keptnContext", event.context());
    json.put("project", event.project());
    json.put("stage", event.stage());
    json.put("service", event.service());
    return json;
  }
}
