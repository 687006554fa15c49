package io.evenkeel.shipyard.statistics;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The tables {@code event_count} and {@code event_count_cursor}, made from the event log. */
final class EventCountTable {

  /** Events this old have all been committed, whatever order they got their positions in. */
  static final Duration SETTLED = Duration.ofMinutes(1);

  private static final int BATCH = 5000;
  private static final String COUNTED =
      " AND project <> '' AND service <> '' AND source <> '' AND type LIKE 'sh.keptn.%'";
  private static final String CURSOR = "(SELECT position FROM event_count_cursor WHERE id = 1)";

  private static final String GET_CURSOR = "SELECT position FROM event_count_cursor WHERE id = 1";
  private static final String NEXT = "SELECT COALESCE(MAX(position), 0) AS position FROM"
      + " (SELECT position, at_ms FROM event_log WHERE position > #{from} ORDER BY position"
      + " LIMIT #{limit}) AS head WHERE at_ms < #{settled}";
  private static final String MOVE =
      "UPDATE event_count_cursor SET position = #{to}" + " WHERE id = 1 AND position = #{from}";
  private static final String COUNT =
      "INSERT INTO event_count (bucket, project, service, type, source, n)"
          + " SELECT (at_ms / 1800000) * 1800 AS bucket, project, service, type, source, COUNT(*)"
          + " FROM event_log WHERE position > #{from} AND position <= #{to}" + COUNTED
          + " GROUP BY 1, 2, 3, 4, 5"
          + " ON CONFLICT (bucket, project, service, type, source)"
          + " DO UPDATE SET n = event_count.n + excluded.n";
  private static final String FORGET = "DELETE FROM event_count WHERE bucket < #{before}";

  private static final String LOGGED =
      " UNION ALL SELECT project, service, type, source, 1 AS n FROM event_log WHERE ";
  private static final String OF_PROJECTS =
      LOGGED + "position <= " + CURSOR + " AND project IN (SELECT name FROM project)" + COUNTED;
  private static final String SUM =
      "SELECT project, service, type, source, CAST(SUM(n) AS BIGINT) AS n FROM ("
          + "SELECT project, service, type, source, n FROM event_count"
          + " WHERE bucket >= #{first} AND bucket < #{last}"
          + LOGGED + "position > " + CURSOR + " AND at_ms >= #{from} AND at_ms < #{end}" + COUNTED
          + OF_PROJECTS + " AND at_ms >= #{from} AND at_ms < #{firstMs}"
          + OF_PROJECTS + " AND at_ms >= #{lastMs} AND at_ms < #{end}"
          + ") AS counted GROUP BY project, service, type, source";

  private EventCountTable() {}

  /** Counts some of the events that are new; yields whether there may be more. */
  static Future<Boolean> countMore(SqlClient client, Instant now) {
    return client
        .query(GET_CURSOR)
        .execute()
        .map(rows -> rows.iterator().next().getLong("position"))
        .compose(from -> next(client, from, now)
            .compose(to -> to > from ? count(client, from, to) : Future.succeededFuture(false)));
  }

  private static Future<Long> next(SqlClient client, long from, Instant now) {
    long settled = now.minus(SETTLED).toEpochMilli();
    return SqlTemplate.forQuery(client, NEXT)
        .execute(Map.of("from", from, "limit", BATCH, "settled", settled))
        .map(rows -> rows.iterator().next().getLong("position"));
  }

  /** Another node that was faster has moved the cursor: then there is nothing to do. */
  private static Future<Boolean> count(SqlClient client, long from, long to) {
    Map<String, Object> range = Map.of("from", from, "to", to);
    return SqlTemplate.forUpdate(client, MOVE)
        .execute(range)
        .compose(moved -> moved.rowCount() == 1
            ? SqlTemplate.forUpdate(client, COUNT).execute(range).map(true)
            : Future.succeededFuture(false));
  }

  static Future<Void> forget(SqlClient client, Instant before) {
    return SqlTemplate.forUpdate(client, FORGET)
        .execute(Map.of("before", before.getEpochSecond()))
        .mapEmpty();
  }

  /**
   * Sums up a time frame, in one statement so that counting meanwhile changes nothing. The ends
   * that are no whole bucket are read from the log, of the projects there are.
   */
  static Future<List<EventCount>> sum(SqlClient client, TimeFrame frame) {
    return SqlTemplate.forQuery(client, SUM)
        .execute(Map.of(
            "first", frame.firstWhole(),
            "last", frame.endOfWhole(),
            "from", frame.from() * 1000,
            "firstMs", frame.firstWhole() * 1000,
            "lastMs", frame.endOfWhole() * 1000,
            "end", frame.end() * 1000))
        .map(EventCountTable::counts);
  }

  private static List<EventCount> counts(RowSet<Row> rows) {
    List<EventCount> counts = new ArrayList<>(rows.size());
    rows.forEach(row -> counts.add(new EventCount(
        row.getString("project"),
        row.getString("service"),
        row.getString("type"),
        row.getString("source"),
        row.getLong("n"))));
    return counts;
  }
}
