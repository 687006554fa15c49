package io.evenkeel.shipyard.statistics;

import io.evenkeel.kit.Sql;
import io.evenkeel.shipyard.statistics.TimeFrame.Span;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * The tables {@code event_count}, {@code event_count_span} and {@code event_count_cursor}, made
 * from the event log: counts by half hours and by {@linkplain #SPANS longer times}, so that a long
 * time frame is few rows.
 */
final class EventCountTable {

  /** Events this old have all been committed, whatever order they got their positions in. */
  static final Duration SETTLED = Duration.ofMinutes(1);

  private static final int BATCH = 5000;
  private static final long DAY = 86_400;

  /** In seconds; each a multiple of the one before. */
  private static final List<Long> SPANS = List.of(DAY, 4 * DAY, 32 * DAY);

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
  private static final String COUNT_SPAN =
      "INSERT INTO event_count_span (span, bucket, project, service, type, source, n)"
          + " SELECT ${span}, (at_ms / ${span}000) * ${span}, project, service, type, source,"
          + " COUNT(*)"
          + " FROM event_log WHERE position > #{from} AND position <= #{to}" + COUNTED
          + " GROUP BY 1, 2, 3, 4, 5, 6"
          + " ON CONFLICT (span, bucket, project, service, type, source)"
          + " DO UPDATE SET n = event_count_span.n + excluded.n";
  private static final String FORGET = "DELETE FROM event_count WHERE bucket < #{before}";
  private static final String FORGET_SPAN =
      "DELETE FROM event_count_span WHERE span = #{span} AND bucket < #{before}";

  private static final String LOGGED =
      " UNION ALL SELECT project, service, type, source, 1 AS n FROM event_log WHERE ";
  private static final String OF_PROJECTS =
      LOGGED + "position <= " + CURSOR + " AND project IN (SELECT name FROM project)" + COUNTED;
  // +at_ms: what is new is few, however long the time; the index of times would be all of it.
  private static final String SUM =
      "SELECT project, service, type, source, CAST(SUM(n) AS BIGINT) AS n FROM ("
          + buckets()
          + LOGGED + "position > " + CURSOR + " AND +at_ms >= #{from} AND +at_ms < #{end}" + COUNTED
          + OF_PROJECTS + " AND at_ms >= #{from} AND at_ms < #{firstMs}"
          + OF_PROJECTS + " AND at_ms >= #{lastMs} AND at_ms < #{end}"
          + ") AS counted GROUP BY project, service, type, source";

  private EventCountTable() {}

  /** What is not in whole spans of the next length is read from those of this one. */
  private static String buckets() {
    StringBuilder all = new StringBuilder();
    String rows = "SELECT project, service, type, source, n FROM event_count WHERE ";
    for (int level = 0; level < SPANS.size(); level++) {
      all.append(rows)
          .append("bucket >= #{first%d} AND bucket < #{first%d}".formatted(level, level + 1))
          .append(" UNION ALL ")
          .append(rows)
          .append("bucket >= #{end%d} AND bucket < #{end%d}".formatted(level + 1, level))
          .append(" UNION ALL ");
      rows = "SELECT project, service, type, source, n FROM event_count_span WHERE span = "
          + SPANS.get(level) + " AND ";
    }
    return all.append(rows)
        .append("bucket >= #{first%d} AND bucket < #{end%d}".formatted(SPANS.size(), SPANS.size()))
        .toString();
  }

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
    return Sql.forQuery(client, NEXT)
        .execute(Map.of("from", from, "limit", BATCH, "settled", settled))
        .map(rows -> rows.iterator().next().getLong("position"));
  }

  /** Another node that was faster has moved the cursor: then there is nothing to do. */
  private static Future<Boolean> count(SqlClient client, long from, long to) {
    Map<String, Object> range = Map.of("from", from, "to", to);
    return Sql.forUpdate(client, MOVE)
        .execute(range)
        .compose(moved -> moved.rowCount() == 1
            ? add(client, COUNT, range)
                .compose(added -> ofEachSpan(span -> add(client, countSpan(span), range)))
                .map(true)
            : Future.succeededFuture(false));
  }

  private static Future<Void> ofEachSpan(LongFunction<Future<Void>> work) {
    Future<Void> done = Future.succeededFuture();
    for (long span : SPANS) {
      done = done.compose(before -> work.apply(span));
    }
    return done;
  }

  private static String countSpan(long seconds) {
    return COUNT_SPAN.replace("${span}", String.valueOf(seconds));
  }

  private static Future<Void> add(SqlClient client, String count, Map<String, Object> range) {
    return Sql.forUpdate(client, count).execute(range).mapEmpty();
  }

  static Future<Void> forget(SqlClient client, Instant before) {
    long limit = before.getEpochSecond();
    return Sql.forUpdate(client, FORGET)
        .execute(Map.of("before", limit))
        .compose(gone -> ofEachSpan(span -> forget(client, span, limit)));
  }

  /** A span goes when all of it may. */
  private static Future<Void> forget(SqlClient client, long span, long limit) {
    return Sql.forUpdate(client, FORGET_SPAN)
        .execute(Map.of("span", span, "before", limit - span))
        .mapEmpty();
  }

  /**
   * Sums up a time frame, in one statement so that counting meanwhile changes nothing. The ends
   * that are no whole bucket are read from the log, of the projects there are.
   */
  static Future<List<EventCount>> sum(SqlClient client, TimeFrame frame) {
    Span whole = frame.whole();
    Map<String, Object> parameters = new HashMap<>(Map.of(
        "first0", whole.first(),
        "end0", whole.end(),
        "from", frame.from() * 1000,
        "firstMs", whole.first() * 1000,
        "lastMs", whole.end() * 1000,
        "end", frame.end() * 1000));
    for (int level = 1; level <= SPANS.size(); level++) {
      whole = whole.whole(SPANS.get(level - 1));
      parameters.put("first" + level, whole.first());
      parameters.put("end" + level, whole.end());
    }
    return Sql.forQuery(client, SUM).execute(parameters).map(EventCountTable::counts);
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
