package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What {@link EventLog}, {@link DeliveryTable} and {@link DeliveryLeases} do in several statements,
 * in one each: PostgreSQL can change two tables in a statement, and is told each by a message and
 * an answer of its own. None of these needs the answer to another, so a transaction sends them
 * together.
 *
 * @param hearers names of everyone who hears an event
 * @param reached whom this node wants to hand it to; for others it is due at once
 */
record PostgresDeliveries(
    Function<KeptnEvent, List<String>> hearers, Predicate<String> reached, Duration lease)
    implements Deliveries {

  // Not EXISTS: for that the whole table would be read, to be looked up in memory.
  private static final String STORE = Dialect.POSTGRESQL.adapt("WITH fresh AS (" + EventLog.APPEND
      + " RETURNING id, context), added AS (INSERT INTO delivery"
      + " (event_id, subscriber, context, created_at, due_at, lease, attempts, parked, error)"
      + " SELECT f.id, s.subscriber, f.context, ${now}, ${now} + s.held * #{millis},"
      + " COALESCE((SELECT 0 FROM delivery d WHERE d.subscriber = s.subscriber"
      + " AND d.context = f.context AND d.parked = 0 LIMIT 1), s.held), 0, 0, ''"
      + " FROM fresh f CROSS JOIN unnest(CAST(#{subscribers} AS VARCHAR[]),"
      + " CAST(#{held} AS BIGINT[])) AS s(subscriber, held) RETURNING subscriber, lease)"
      + " SELECT %s AS fresh, a.subscriber, a.lease"
      + " FROM (SELECT 1) AS always LEFT JOIN added a ON TRUE");

  private static final String APPEND = STORE.formatted("(SELECT COUNT(*) FROM fresh)");

  private static final String APPEND_DECIDED =
      STORE.formatted("CAST(CASE WHEN (SELECT COUNT(*) FROM fresh) = 1 AND (SELECT COUNT(*) FROM"
          + " (SELECT 1 FROM delivery w WHERE w.subscriber = CAST(#{decider} AS VARCHAR)"
          + " AND w.context = CAST(#{context} AS VARCHAR) AND w.parked = 0 LIMIT 1) AS before) = 0"
          + " THEN '1' ELSE 'others of this lane are before it' END AS BIGINT)");

  /** The row removed can still be seen within the statement, so it is left out by its number. */
  private static final String TAKE_NEXT = Dialect.POSTGRESQL.adapt(
      "WITH gone AS (DELETE FROM delivery WHERE event_id = #{event} AND subscriber = #{subscriber}"
          + " AND lease = #{lease} RETURNING position), taken AS (UPDATE delivery"
          + " SET lease = lease + 1, due_at = ${now} + #{millis} WHERE position ="
          + " (SELECT d.position FROM delivery d WHERE d.position = (SELECT m.position"
          + " FROM delivery m WHERE m.subscriber = #{subscriber} AND m.context = #{context}"
          + " AND m.parked = 0 AND m.position IS DISTINCT FROM (SELECT g.position FROM gone g)"
          + " ORDER BY m.position + 0 LIMIT 1) AND EXISTS (SELECT 1 FROM gone)"
          + " AND (d.lease = 0 OR d.due_at <= ${now}) ${skipLocked})"
          + " RETURNING attempts, lease, event_id) SELECT (SELECT %s FROM gone) AS gone,"
          + " t.attempts, t.lease, (SELECT e.body FROM event_log e WHERE e.id = t.event_id) AS body"
          + " FROM (SELECT 1) AS always LEFT JOIN taken t ON TRUE");

  private static final String SETTLE = TAKE_NEXT.formatted("COUNT(*)");

  /** An answer comes too late to undo anything where the commit is on its way; a failure does. */
  private static final String END = TAKE_NEXT.formatted("CAST(CASE COUNT(*)"
      + " WHEN 0 THEN 'the lease on this delivery is lost' ELSE '1' END AS BIGINT)");

  /** What a text is that should be a number. */
  private static final String INVALID_TEXT = "22P02";

  private static final String WAITING = "SELECT l.subscriber, l.context"
      + " FROM unnest(CAST(#{subscribers} AS VARCHAR[]), CAST(#{contexts} AS VARCHAR[]))"
      + " AS l(subscriber, context), LATERAL (SELECT 1 FROM delivery d"
      + " WHERE d.subscriber = l.subscriber AND d.context = l.context AND d.parked = 0"
      + " AND d.lease = 0 LIMIT 1) AS waits";

  @Override
  public Future<Appended> append(SqlClient client, List<KeptnEvent> events) {
    return Future.succeededFuture(events)
        .map(all -> all.stream().map(this::appendRow).toList())
        .compose(rows -> rows.size() == 1
            ? Sql.queryAlong(client, APPEND, rows.get(0))
            : Sql.forQuery(client, APPEND).executeBatch(rows))
        .map(first -> appended(events, first));
  }

  @Override
  public Future<Appended> appendDecided(SqlClient client, KeptnEvent event, String decider) {
    return Future.succeededFuture(event)
        .map(one -> decidedRow(one, decider))
        .compose(row -> Sql.forQuery(client, APPEND_DECIDED).execute(row))
        .recover(cause -> Future.failedFuture(isInvalidText(cause) ? new LaneTaken() : cause))
        .map(rows -> appended(List.of(event), rows));
  }

  private Map<String, Object> appendRow(KeptnEvent event) {
    return row(event, hearers.apply(event));
  }

  private Map<String, Object> decidedRow(KeptnEvent event, String decider) {
    Map<String, Object> row = row(
        event,
        hearers.apply(event).stream().filter(name -> !name.equals(decider)).toList());
    row.put("decider", decider);
    return row;
  }

  private Map<String, Object> row(KeptnEvent event, List<String> names) {
    Map<String, Object> row = EventLog.toRow(event);
    row.put("subscribers", names.toArray(String[]::new));
    row.put("held", names.stream().map(name -> reached.test(name) ? 1L : 0L).toArray(Long[]::new));
    row.put("millis", lease.toMillis());
    return row;
  }

  private static Appended appended(List<KeptnEvent> events, RowSet<Row> first) {
    Appended all = new Appended(new ArrayList<>(events.size()), new ArrayList<>());
    RowSet<Row> stored = first;
    for (KeptnEvent event : events) {
      for (Row row : stored) {
        String subscriber = row.getString("subscriber");
        if (subscriber != null) {
          all.deliveries().add(new PendingDelivery(subscriber, event, 0, row.getLong("lease")));
        }
      }
      if (stored.iterator().next().getLong("fresh") == 1) {
        all.fresh().add(event);
      }
      stored = stored.next();
    }
    return all;
  }

  @Override
  public Future<List<Settled>> settle(SqlClient client, List<PendingDelivery> deliveries) {
    List<Map<String, Object>> rows = deliveries.stream().map(this::settleRow).toList();
    return Sql.forQuery(client, SETTLE).executeBatch(rows).map(first -> {
      List<Settled> settled = new ArrayList<>(deliveries.size());
      RowSet<Row> answer = first;
      for (PendingDelivery delivery : deliveries) {
        settled.add(settled(delivery.subscriber(), answer.iterator().next()));
        answer = answer.next();
      }
      return settled;
    });
  }

  @Override
  public Future<Optional<PendingDelivery>> end(SqlClient client, PendingDelivery delivery) {
    return Sql.forQuery(client, END)
        .execute(settleRow(delivery))
        .recover(cause -> Future.failedFuture(isInvalidText(cause) ? new LostLease() : cause))
        .compose(rows -> settled(delivery.subscriber(), rows.iterator().next()).ifMine());
  }

  private static boolean isInvalidText(Throwable cause) {
    return cause instanceof PgException refused && INVALID_TEXT.equals(refused.getSqlState());
  }

  private Map<String, Object> settleRow(PendingDelivery delivery) {
    Map<String, Object> row = DeliveryTable.key(delivery);
    row.put("context", delivery.event().context());
    row.put("millis", lease.toMillis());
    return row;
  }

  private static Settled settled(String subscriber, Row row) {
    String body = row.getString("body");
    return new Settled(
        row.getLong("gone") == 1,
        body == null
            ? Optional.empty()
            : Optional.of(new PendingDelivery(
                subscriber,
                EventJson.read(body),
                row.getInteger("attempts"),
                row.getLong("lease"))));
  }

  /** Those of {@code lanes} in which something waits that nobody has held yet. */
  static Future<List<Lane>> waiting(SqlClient client, List<Lane> lanes) {
    return Sql.forQuery(client, WAITING)
        .execute(Map.of(
            "subscribers", lanes.stream().map(Lane::subscriber).toArray(String[]::new),
            "contexts", lanes.stream().map(Lane::context).toArray(String[]::new)))
        .map(rows -> {
          List<Lane> found = new ArrayList<>(rows.size());
          rows.forEach(
              row -> found.add(new Lane(row.getString("subscriber"), row.getString("context"))));
          return found;
        });
  }
}
