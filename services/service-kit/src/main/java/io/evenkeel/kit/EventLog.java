package io.evenkeel.kit;

import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code event_log}: every accepted event, append-only, one row per event id. */
public final class EventLog {

  private static final int NAME_LENGTH = 255;
  private static final int TYPE_LENGTH = 512;
  private static final int RESULT_LENGTH = 64;

  /** Events to pass over from which on it takes longer than to look at the numbers by days. */
  private static final int FAR = 50_000;

  // project || '': SQLite would look through the project's events instead of the context's.
  static final String APPEND =
      "INSERT INTO event_log (id, type, source, context, triggered_id, project, stage, service,"
          + " result, root, at_ms, body) VALUES (#{id}, #{type}, #{source}, #{context},"
          + " #{triggeredId}, #{project}, #{stage}, #{service}, #{result},"
          + " (SELECT CASE WHEN EXISTS (SELECT 1 FROM event_log"
          + " WHERE context = CAST(#{context} AS VARCHAR)"
          + " AND project || '' = CAST(#{project} AS VARCHAR)) THEN 0 ELSE 1 END), #{at}, #{body})"
          + " ON CONFLICT (id) DO NOTHING";
  private static final String BODIES = "SELECT body FROM event_log";
  private static final String NEWEST = " ORDER BY at_ms DESC, position DESC";
  private static final String BY_ID = BODIES + " WHERE id = #{id}";
  private static final String FORGET =
      "DELETE FROM event_log WHERE context = #{context} AND project || '' = #{project}"
          + " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.event_id = event_log.id)";
  private static final String FORGET_PROJECT =
      "DELETE FROM event_log WHERE position IN (SELECT e.position FROM event_log e"
          + " WHERE e.project = #{project} AND e.position <= #{last} AND NOT EXISTS"
          + " (SELECT 1 FROM delivery d WHERE d.event_id = e.id) LIMIT #{limit})";
  private static final String LAST = "SELECT COALESCE(MAX(position), 0) AS n FROM event_log";

  private EventLog() {}

  /** Deletes the events of a run that is over; not those somebody has yet to hear. */
  public static Future<Void> forget(SqlClient client, String project, String context) {
    return EventTotals.delete(client, FORGET, Map.of("project", project, "context", context))
        .mapEmpty();
  }

  /**
   * Deletes at most {@code limit} events of a project up to position {@code last}; yields how many.
   * Not those somebody has yet to hear.
   */
  public static Future<Integer> forgetProject(
      SqlClient client, String project, long last, int limit) {
    return EventTotals.delete(
        client, FORGET_PROJECT, Map.of("project", project, "last", last, "limit", limit));
  }

  /** Where the log ends at the moment; 0 while it is empty. */
  public static Future<Long> lastPosition(SqlClient client) {
    return client.query(LAST).execute().map(rows -> rows.iterator().next().getLong("n"));
  }

  /** Stores {@code event}; yields whether it was new. */
  public static Future<Boolean> append(SqlClient client, KeptnEvent event) {
    return Future.succeededFuture(event)
        .map(EventLog::toRow)
        .compose(row -> Sql.forUpdate(client, APPEND).execute(row))
        .map(stored -> stored.rowCount() == 1);
  }

  /** Stores {@code events}, in order; yields those that were new. */
  static Future<List<KeptnEvent>> appendAll(SqlClient client, List<KeptnEvent> events) {
    return Future.succeededFuture(events)
        .map(all -> all.stream().map(EventLog::toRow).toList())
        .compose(rows -> Sql.forUpdate(client, APPEND).executeBatch(rows))
        .map(first -> {
          List<KeptnEvent> fresh = new ArrayList<>(events.size());
          SqlResult<Void> stored = first;
          for (KeptnEvent event : events) {
            if (stored.rowCount() == 1) {
              fresh.add(event);
            }
            stored = stored.next();
          }
          return fresh;
        });
  }

  /** The events with this id: one or none. */
  public static Future<List<KeptnEvent>> byId(SqlClient client, String id) {
    return Sql.forQuery(client, BY_ID).execute(Map.of("id", id)).map(EventLog::events);
  }

  /** One page of what {@code query} selects, newest first. */
  public static Future<List<KeptnEvent>> find(SqlClient client, EventQuery query) {
    return query.offset() < FAR
        ? page(client, query)
        : EventCounts.skipDays(client, query).compose(rest -> page(client, rest));
  }

  /**
   * Of the pages before it, PostgreSQL would read every row if it were not asked for their
   * positions, which are in the index.
   */
  static Future<List<KeptnEvent>> page(SqlClient client, EventQuery query) {
    return Sql.forQuery(
            client,
            BODIES + " WHERE position IN (SELECT position FROM event_log" + query.where() + NEWEST
                + " LIMIT #{limit} OFFSET #{offset})" + NEWEST)
        .execute(query.parameters())
        .map(EventLog::events);
  }

  /** How many events {@code query} selects over all pages. */
  public static Future<Long> count(SqlClient client, EventQuery query) {
    return EventCounts.count(client, query);
  }

  /** Engines differ in what they do with a text too long for its column: neither is asked. */
  private static String fit(String what, String text, int longest) {
    if (text.length() > longest || text.indexOf('\0') >= 0) {
      throw new Refusal(
          400,
          "the event's %s must have at most %d characters, none of them NUL; it has %d"
              .formatted(what, longest, text.length()));
    }
    return text;
  }

  static Map<String, Object> toRow(KeptnEvent event) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", fit("id", event.id(), NAME_LENGTH));
    row.put("type", fit("type", event.type(), TYPE_LENGTH));
    row.put("source", fit("source", event.source(), TYPE_LENGTH));
    row.put("context", fit("shkeptncontext", event.context(), NAME_LENGTH));
    row.put("triggeredId", fit("triggeredid", event.triggeredId(), NAME_LENGTH));
    row.put("project", fit("project", event.project(), NAME_LENGTH));
    row.put("stage", fit("stage", event.stage(), NAME_LENGTH));
    row.put("service", fit("service", event.service(), NAME_LENGTH));
    row.put(
        "result",
        event.result().substring(0, Math.min(RESULT_LENGTH, event.result().length())));
    row.put("at", event.time().toEpochMilli());
    row.put("body", EventJson.write(event));
    return row;
  }

  static List<KeptnEvent> events(RowSet<Row> rows) {
    List<KeptnEvent> events = new ArrayList<>(rows.size());
    rows.forEach(row -> events.add(EventJson.read(row.getString("body"))));
    return events;
  }
}
