package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of {@code delivery} that were given up, for a person to look at. */
final class ParkedTable {

  private static final String PAGE =
      "SELECT d.position, d.subscriber, d.attempts, d.error, d.due_at, (SELECT e.body"
          + " FROM event_log e WHERE e.id = d.event_id) AS body FROM delivery d WHERE d.parked = 1"
          + " ORDER BY d.position LIMIT #{limit} OFFSET #{offset}";
  private static final String COUNT = "SELECT COUNT(*) AS n FROM delivery WHERE parked = 1";
  private static final String REDRIVE =
      "UPDATE delivery SET parked = 0, attempts = 0, due_at = ${now}, lease = lease + 1"
          + " WHERE position = #{id} AND parked = 1 RETURNING subscriber, context";
  private static final String DROP = "DELETE FROM delivery WHERE position = #{id} AND parked = 1"
      + " RETURNING event_id, subscriber, context, error";

  private ParkedTable() {}

  /** What was dropped. */
  record Dropped(String eventId, String subscriber, String context, String error) {}

  /** One page, oldest first, as the API shows it. */
  static Future<List<Map<String, Object>>> page(SqlClient client, int limit, int offset) {
    return Sql.forQuery(client, PAGE)
        .execute(Map.of("limit", limit, "offset", offset))
        .map(ParkedTable::toJson);
  }

  static Future<Long> count(SqlClient client) {
    return client.query(COUNT).execute().map(rows -> rows.iterator().next().getLong("n"));
  }

  /** Makes it due at once, with all its attempts; yields its lane, nothing if it is not parked. */
  static Future<Optional<Lane>> redrive(SqlClient client, Dialect dialect, long id) {
    return Sql.forQuery(client, dialect.adapt(REDRIVE))
        .execute(Map.of("id", id))
        .map(rows -> first(rows)
            .map(row -> new Lane(row.getString("subscriber"), row.getString("context"))));
  }

  static Future<Optional<Dropped>> drop(SqlClient client, long id) {
    return Sql.forQuery(client, DROP).execute(Map.of("id", id)).map(rows -> first(rows)
        .map(row -> new Dropped(
            row.getString("event_id"),
            row.getString("subscriber"),
            row.getString("context"),
            row.getString("error"))));
  }

  private static Optional<Row> first(RowSet<Row> rows) {
    return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
  }

  private static List<Map<String, Object>> toJson(RowSet<Row> rows) {
    List<Map<String, Object>> all = new ArrayList<>(rows.size());
    rows.forEach(row -> all.add(toJson(row)));
    return all;
  }

  private static Map<String, Object> toJson(Row row) {
    KeptnEvent event = EventJson.read(row.getString("body"));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", String.valueOf(row.getLong("position")));
    json.put("subscriber", row.getString("subscriber"));
    json.put("since", Instant.ofEpochMilli(row.getLong("due_at")).toString());
    json.put("attempts", row.getInteger("attempts"));
    json.put("error", row.getString("error"));
    json.put("eventId", event.id());
    json.put("type", event.type());
    json.put("keptnContext", event.context());
    json.put("project", event.project());
    json.put("stage", event.stage());
    json.put("service", event.service());
    return json;
  }
}
