package io.evenkeel.kit;

import io.evenkeel.model.event.EventJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table {@code delivery}: which subscriber has yet to acknowledge which event. */
final class DeliveryTable {

  private static final String ADD =
      "INSERT INTO delivery (event_id, subscriber, due_at, attempts, parked, error)"
          + " VALUES (#{event}, #{subscriber}, #{dueAt}, 0, 0, '')";
  private static final String REMOVE =
      "DELETE FROM delivery WHERE event_id = #{event} AND subscriber = #{subscriber}";
  private static final String REMOVE_SUBSCRIBER =
      "DELETE FROM delivery WHERE subscriber = #{subscriber}";
  private static final String POSTPONE =
      "UPDATE delivery SET due_at = #{dueAt}, attempts = #{attempts}, parked = #{parked},"
          + " error = #{error} WHERE event_id = #{event} AND subscriber = #{subscriber}";
  private static final String DUE =
      "SELECT d.subscriber, d.attempts, e.body FROM delivery d JOIN event_log e ON e.id = d.event_id"
          + " WHERE d.parked = 0 AND d.due_at <= #{now} ORDER BY d.position LIMIT #{limit}";
  private static final String ALL_DUE = "UPDATE delivery SET due_at = 0 WHERE parked = 0";

  private DeliveryTable() {}

  static Future<Void> add(SqlClient client, String event, List<String> subscribers, long dueAt) {
    if (subscribers.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Map<String, Object>> rows = subscribers.stream()
        .map(subscriber ->
            Map.<String, Object>of("event", event, "subscriber", subscriber, "dueAt", dueAt))
        .toList();
    return SqlTemplate.forUpdate(client, ADD).executeBatch(rows).mapEmpty();
  }

  /** Yields whether the row was still there; whoever removes it owns the effect. */
  static Future<Boolean> remove(SqlClient client, String event, String subscriber) {
    return SqlTemplate.forUpdate(client, REMOVE)
        .execute(Map.of("event", event, "subscriber", subscriber))
        .map(removed -> removed.rowCount() == 1);
  }

  static Future<Void> removeAll(SqlClient client, String subscriber) {
    return SqlTemplate.forUpdate(client, REMOVE_SUBSCRIBER)
        .execute(Map.of("subscriber", subscriber))
        .mapEmpty();
  }

  static Future<Void> postpone(
      SqlClient client, PendingDelivery delivery, long dueAt, boolean park) {
    return SqlTemplate.forUpdate(client, POSTPONE)
        .execute(Map.of(
            "event", delivery.event().id(),
            "subscriber", delivery.subscriber(),
            "dueAt", dueAt,
            "attempts", delivery.attempts(),
            "parked", park ? 1 : 0,
            "error", delivery.error()))
        .mapEmpty();
  }

  /** Rows whose time has come, oldest first. */
  static Future<List<PendingDelivery>> due(SqlClient client, long now, int limit) {
    return SqlTemplate.forQuery(client, DUE)
        .execute(Map.of("now", now, "limit", limit))
        .map(DeliveryTable::toDeliveries);
  }

  /** After a restart of the only node nobody else is trying: everything is due at once. */
  static Future<Void> makeAllDue(SqlClient client) {
    return client.query(ALL_DUE).execute().mapEmpty();
  }

  private static List<PendingDelivery> toDeliveries(RowSet<Row> rows) {
    List<PendingDelivery> deliveries = new ArrayList<>(rows.size());
    rows.forEach(row -> deliveries.add(new PendingDelivery(
        row.getString("subscriber"),
        EventJson.read(row.getString("body")),
        row.getInteger("attempts"),
        "")));
    return deliveries;
  }
}
