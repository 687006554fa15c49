package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.model.event.EventJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How nodes take deliveries from the table {@code delivery}. Only the oldest of a lane (subscriber
 * and context) is ever taken, so the order is that of the table, whichever nodes work on it. What
 * another node is taking at the moment is passed over.
 */
final class DeliveryLeases {

  private static final String COLUMNS =
      "SELECT d.position, d.subscriber, d.attempts, d.lease, (SELECT e.body FROM event_log e"
          + " WHERE e.id = d.event_id) AS body, CASE WHEN EXISTS (SELECT 1 FROM delivery o"
          + " WHERE o.subscriber = d.subscriber AND o.context = d.context AND o.parked = 0"
          + " AND o.position + 0 < d.position) THEN 1 ELSE 0 END AS blocked FROM delivery d";
  private static final String DUE = COLUMNS
      + " WHERE d.parked = 0 AND d.due_at >= 0 AND d.due_at <= ${now}"
      + " AND d.subscriber || '' IN (%s) ORDER BY d.due_at, d.position LIMIT #{limit} ${skipLocked}";
  private static final String TAKE_HEAD =
      "UPDATE delivery SET lease = lease + 1, due_at = ${now} + #{millis} WHERE position ="
          + " (SELECT d.position FROM delivery d WHERE d.position = (SELECT m.position"
          + " FROM delivery m WHERE m.subscriber = #{subscriber} AND m.context = #{context}"
          + " AND m.parked = 0 ORDER BY m.position + 0 LIMIT 1)"
          + " AND (d.lease = 0 OR d.due_at <= ${now}) ${skipLocked})"
          + " RETURNING subscriber, attempts, lease,"
          + " (SELECT e.body FROM event_log e WHERE e.id = delivery.event_id) AS body";
  private static final String TAKE = "UPDATE delivery SET lease = lease + 1,"
      + " due_at = ${now} + #{millis} WHERE position = #{position}";
  private static final String PASS =
      "UPDATE delivery SET due_at = ${now} + #{millis} WHERE position = #{position}";

  /** How long a row that waits behind an older one is not looked at again. */
  private static final Duration BEHIND = Duration.ofSeconds(15);

  private DeliveryLeases() {}

  /** What one look at the table found. */
  record Taken(List<PendingDelivery> deliveries, boolean more) {}

  /** Takes what is due for any of {@code subscribers}: forgotten, abandoned, or left waiting. */
  static Future<Taken> takeDue(
      SqlClient client, Dialect dialect, List<String> subscribers, int limit, Duration lease) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("limit", limit);
    String query = dialect.adapt(DUE.formatted(Sql.list("subscriber", subscribers, parameters)));
    return Sql.forQuery(client, query).execute(parameters).compose(rows -> take(
            client, dialect, rows, lease)
        .map(taken -> new Taken(taken, rows.size() == limit)));
  }

  /** Takes the oldest of {@code lane} unless somebody holds it or it rests after a failure. */
  static Future<Optional<PendingDelivery>> takeHead(
      SqlClient client, Dialect dialect, Lane lane, Duration lease) {
    return Sql.forQuery(client, dialect.adapt(TAKE_HEAD))
        .execute(Map.of(
            "subscriber", lane.subscriber(),
            "context", lane.context(),
            "millis", lease.toMillis()))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(toDelivery(rows.iterator().next(), 0)));
  }

  private static Future<List<PendingDelivery>> take(
      SqlClient client, Dialect dialect, RowSet<Row> rows, Duration lease) {
    List<PendingDelivery> taken = new ArrayList<>();
    List<Map<String, Object>> heads = new ArrayList<>();
    List<Map<String, Object>> others = new ArrayList<>();
    for (Row row : rows) {
      long position = row.getLong("position");
      if (row.getInteger("blocked") == 0) {
        taken.add(toDelivery(row, 1));
        heads.add(Map.of("position", position, "millis", lease.toMillis()));
      } else {
        others.add(Map.of("position", position, "millis", BEHIND.toMillis()));
      }
    }
    return update(client, dialect.adapt(TAKE), heads)
        .compose(held -> update(client, dialect.adapt(PASS), others))
        .map(passed -> taken);
  }

  private static Future<Void> update(
      SqlClient client, String statement, List<Map<String, Object>> rows) {
    return rows.isEmpty()
        ? Future.succeededFuture()
        : Sql.forUpdate(client, statement).executeBatch(rows).mapEmpty();
  }

  private static PendingDelivery toDelivery(Row row, int newHolder) {
    return new PendingDelivery(
        row.getString("subscriber"),
        EventJson.read(row.getString("body")),
        row.getInteger("attempts"),
        row.getLong("lease") + newHolder);
  }
}
