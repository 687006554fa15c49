package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The table {@code delivery}: which subscriber has yet to acknowledge which event. Whoever changes
 * a row does so under its lease: a former holder changes nothing.
 */
final class DeliveryTable {

  private static final String ADD = Dialect.SQLITE.adapt(
      "INSERT INTO delivery (event_id, subscriber, context, created_at, due_at, lease, attempts,"
          + " parked, error) VALUES (#{event}, #{subscriber}, #{context}, ${now},"
          + " ${now} + #{millis}, (SELECT CASE WHEN"
          + " EXISTS (SELECT 1 FROM delivery WHERE subscriber = #{subscriber}"
          + " AND context = #{context} AND parked = 0) THEN 0 ELSE #{held} END),"
          + " 0, 0, '') RETURNING lease");
  private static final String FIRST = "SELECT 1 FROM delivery WHERE subscriber = #{subscriber}"
      + " AND context = #{context} AND parked = 0 LIMIT 1";
  private static final String REMOVE = "DELETE FROM delivery WHERE event_id = #{event}"
      + " AND subscriber = #{subscriber} AND lease = #{lease}";
  private static final String REMOVE_SUBSCRIBER =
      "DELETE FROM delivery WHERE subscriber = #{subscriber}";
  private static final String POSTPONE =
      "UPDATE delivery SET due_at = ${now} + #{millis}, attempts = #{attempts},"
          + " failed_at = CASE attempts WHEN 0 THEN ${now} ELSE failed_at END,"
          + " parked = #{parked}, error = #{error} WHERE event_id = #{event}"
          + " AND subscriber = #{subscriber} AND lease = #{lease}";
  private static final String RENEW =
      "UPDATE delivery SET due_at = ${now} + #{millis} WHERE event_id = #{event}"
          + " AND subscriber = #{subscriber} AND lease = #{lease}";
  private static final String ALL_DUE = "UPDATE delivery SET due_at = 0 WHERE parked = 0";

  private DeliveryTable() {}

  /**
   * Adds a row for each to the embedded store; yields them, with a lease for this node where they
   * are the oldest of their lane.
   *
   * @param held whether this node wants to hold one; else it is due at once, for whoever serves it
   */
  static Future<List<PendingDelivery>> addAll(
      SqlClient client,
      List<PendingDelivery> fresh,
      Predicate<PendingDelivery> held,
      Duration lease) {
    if (fresh.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    List<Map<String, Object>> rows = fresh.stream()
        .map(delivery -> toRow(delivery, held.test(delivery), lease))
        .toList();
    return Sql.forQuery(client, ADD).executeBatch(rows).map(first -> {
      List<PendingDelivery> added = new ArrayList<>(fresh.size());
      RowSet<Row> stored = first;
      for (PendingDelivery delivery : fresh) {
        long holder = stored.iterator().next().getLong("lease");
        added.add(new PendingDelivery(delivery.subscriber(), delivery.event(), 0, holder));
        stored = stored.next();
      }
      return added;
    });
  }

  private static Map<String, Object> toRow(PendingDelivery fresh, boolean held, Duration lease) {
    Map<String, Object> row = key(fresh);
    row.remove("lease");
    row.put("context", fresh.event().context());
    row.put("held", held ? 1 : 0);
    row.put("millis", held ? lease.toMillis() : 0);
    return row;
  }

  /** Whether nothing waits in {@code lane} and nobody has anything of it in hand. */
  static Future<Boolean> isFree(SqlClient client, Lane lane) {
    return Sql.forQuery(client, FIRST)
        .execute(Map.of("subscriber", lane.subscriber(), "context", lane.context()))
        .map(rows -> rows.size() == 0);
  }

  /** Yields whether the lease still held; whoever removes the row owns the effect. */
  static Future<Boolean> remove(SqlClient client, PendingDelivery delivery) {
    return Sql.forUpdate(client, REMOVE)
        .execute(key(delivery))
        .map(removed -> removed.rowCount() == 1);
  }

  static Future<Void> removeAll(SqlClient client, String subscriber) {
    return Sql.forUpdate(client, REMOVE_SUBSCRIBER)
        .execute(Map.of("subscriber", subscriber))
        .mapEmpty();
  }

  /**
   * Stores a failed attempt: the next is due after {@code pause}, or never if it is parked. Yields
   * whether the lease still held.
   */
  static Future<Boolean> postpone(
      SqlClient client,
      Dialect dialect,
      PendingDelivery failed,
      String error,
      Duration pause,
      boolean park) {
    Map<String, Object> row = key(failed);
    row.put("millis", park ? 0 : pause.toMillis());
    row.put("attempts", failed.attempts());
    row.put("parked", park ? 1 : 0);
    row.put("error", error);
    return Sql.forUpdate(client, dialect.adapt(POSTPONE))
        .execute(row)
        .map(stored -> stored.rowCount() == 1);
  }

  /** Prolongs the leases of what is still being handled. */
  static Future<Void> renew(
      SqlClient client, Dialect dialect, List<PendingDelivery> held, Duration lease) {
    List<Map<String, Object>> rows = held.stream()
        .map(delivery -> {
          Map<String, Object> row = key(delivery);
          row.put("millis", lease.toMillis());
          return row;
        })
        .toList();
    return Sql.forUpdate(client, dialect.adapt(RENEW)).executeBatch(rows).mapEmpty();
  }

  /** After a restart of the only node nobody else is trying: everything is due at once. */
  static Future<Void> makeAllDue(SqlClient client) {
    return client.query(ALL_DUE).execute().mapEmpty();
  }

  static Map<String, Object> key(PendingDelivery delivery) {
    Map<String, Object> row = new HashMap<>();
    row.put("event", delivery.event().id());
    row.put("subscriber", delivery.subscriber());
    row.put("lease", delivery.lease());
    return row;
  }
}
