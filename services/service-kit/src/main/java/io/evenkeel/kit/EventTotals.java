package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tables {@code event_total} and {@code event_total_cursor}: how many events of each kind the
 * log holds up to the cursor, so that a list of millions need not be counted to show its first
 * page. What came after the cursor is counted in the log, and whoever deletes from the log takes
 * that off: the numbers are exact.
 */
public final class EventTotals {

  private static final Logger LOG = LoggerFactory.getLogger(EventTotals.class);
  private static final int INTERVAL_MILLIS = 5_000;
  private static final int BATCH = 5_000;
  private static final String KIND = "project, stage, service, type, source, root";

  private static final String CURSOR = "SELECT position FROM event_total_cursor WHERE id = 1";

  /** Nobody else counts or deletes until the transaction ends. */
  private static final String HOLD =
      "UPDATE event_total_cursor SET position = position WHERE id = 1 RETURNING position";

  private static final String END = "SELECT COALESCE(MAX(position), 0) AS position FROM event_log";
  private static final String NEWS =
      "SELECT COUNT(*) AS n FROM event_total_cursor WHERE id = 1 AND position <"
          + " (SELECT COALESCE(MAX(position), 0) FROM event_log)";
  private static final String NEXT = "SELECT COALESCE(MAX(position), 0) AS position FROM"
      + " (SELECT position FROM event_log WHERE position > #{from} AND position <= #{end}"
      + " ORDER BY position LIMIT #{limit}) AS head";
  private static final String MOVE = "UPDATE event_total_cursor SET position = #{to} WHERE id = 1";
  private static final String ADD = "INSERT INTO event_total (" + KIND + ", n) SELECT " + KIND
      + ", COUNT(*) FROM event_log WHERE position > #{from} AND position <= #{to} GROUP BY " + KIND
      + " ON CONFLICT (" + KIND + ") DO UPDATE SET n = event_total.n + excluded.n";
  private static final String TAKE =
      "UPDATE event_total SET n = n - #{n} WHERE project = #{project}"
          + " AND stage = #{stage} AND service = #{service} AND type = #{type}"
          + " AND source = #{source} AND root = #{root}";
  private static final String GONE =
      "DELETE FROM event_total WHERE project = #{project} AND n <= 0";

  /** Writers that are under way may still get smaller positions than others have already. */
  private static final String AWAIT_WRITERS = "LOCK TABLE event_log IN SHARE MODE";

  private static final String NO_QUEUE = "SET LOCAL lock_timeout = '100ms'";

  private final Database database;

  private EventTotals(Database database) {
    this.database = database;
  }

  /** Counts what is new every few seconds from now on, whichever nodes run. */
  public static void start(Platform platform) {
    platform.vertx().setPeriodic(INTERVAL_MILLIS, tick -> update(platform.database())
        .onFailure(cause -> LOG.atDebug()
            .addKeyValue("error", String.valueOf(cause.getMessage()))
            .log("new events could not be counted, will be tried again")));
  }

  /** Counts everything that is in the log by now. */
  public static Future<Void> update(Database database) {
    EventTotals totals = new EventTotals(database);
    return totals
        .isBehind()
        .compose(behind -> behind
            ? database.transaction(totals::settled).compose(totals::countTo)
            : Future.succeededFuture());
  }

  private Future<Boolean> isBehind() {
    return database
        .reader()
        .query(NEWS)
        .execute()
        .map(rows -> rows.iterator().next().getLong("n") > 0);
  }

  /** Up to where every event there will ever be can be seen. */
  private Future<Long> settled(SqlClient client) {
    Future<?> alone = database.dialect() == Dialect.SQLITE
        ? Future.succeededFuture()
        : client.query(NO_QUEUE).execute().compose(set -> client
            .query(AWAIT_WRITERS)
            .execute());
    return alone.compose(all -> client.query(END).execute()).map(EventTotals::position);
  }

  private Future<Void> countTo(long end) {
    return Repeat.whileTrue(() -> database.transaction(client -> countSome(client, end)));
  }

  /** Yields whether there may be more. */
  private static Future<Boolean> countSome(SqlClient client, long end) {
    return client.query(HOLD).execute().map(EventTotals::position).compose(from -> next(
            client, from, end)
        .compose(
            to -> to > from ? add(client, from, to).map(true) : Future.succeededFuture(false)));
  }

  private static Future<Long> next(SqlClient client, long from, long end) {
    return Sql.forQuery(client, NEXT)
        .execute(Map.of("from", from, "end", end, "limit", BATCH))
        .map(EventTotals::position);
  }

  private static Future<Void> add(SqlClient client, long from, long to) {
    Map<String, Object> range = Map.of("from", from, "to", to);
    return Sql.forUpdate(client, ADD)
        .execute(range)
        .compose(added -> Sql.forUpdate(client, MOVE).execute(Map.of("to", to)).mapEmpty());
  }

  /**
   * Runs a statement that deletes from the log and takes what it deleted off the totals; yields how
   * many rows that were.
   */
  static Future<Integer> delete(SqlClient client, String delete, Map<String, Object> parameters) {
    return client.query(HOLD).execute().map(EventTotals::position).compose(cursor -> Sql.forQuery(
            client, delete + " RETURNING position, " + KIND)
        .execute(parameters)
        .compose(deleted -> takeOff(client, deleted, cursor).map(deleted.size())));
  }

  private static Future<Void> takeOff(SqlClient client, RowSet<Row> deleted, long cursor) {
    Map<Map<String, Object>, Integer> kinds = new HashMap<>();
    for (Row row : deleted) {
      if (row.getLong("position") <= cursor) {
        kinds.merge(kind(row), 1, Integer::sum);
      }
    }
    Future<Void> done = Future.succeededFuture();
    for (Map.Entry<Map<String, Object>, Integer> kind : kinds.entrySet()) {
      Map<String, Object> row = new HashMap<>(kind.getKey());
      row.put("n", kind.getValue());
      done = done.compose(before -> Sql.forUpdate(client, TAKE).execute(row).mapEmpty());
    }
    for (Object project :
        kinds.keySet().stream().map(kind -> kind.get("project")).distinct().toList()) {
      Map<String, Object> row = Map.of("project", String.valueOf(project));
      done = done.compose(before -> Sql.forUpdate(client, GONE).execute(row).mapEmpty());
    }
    return done;
  }

  private static Map<String, Object> kind(Row row) {
    Map<String, Object> kind = new HashMap<>();
    for (String column : KIND.split(", ", -1)) {
      kind.put(column, column.equals("root") ? row.getInteger(column) : row.getString(column));
    }
    return kind;
  }

  /** How many events {@code query} selects over all pages. */
  static Future<Long> count(SqlClient client, EventQuery query) {
    if (!query.isOfKinds()) {
      return number(client, "SELECT COUNT(*) AS n FROM event_log" + query.where(), query);
    }
    return query.isBounded() ? countBetween(client, query) : countAll(client, query, "0");
  }

  /** A time frame that holds more than half of everything is what lies outside of it, taken off. */
  private static Future<Long> countBetween(SqlClient client, EventQuery query) {
    String project = query.parameters().containsKey("project") ? "#{project}" : "''";
    String ends = ("SELECT (SELECT at_ms FROM event_log WHERE project = %s ORDER BY at_ms LIMIT 1)"
            + " AS oldest, (SELECT at_ms FROM event_log WHERE project = %s ORDER BY at_ms DESC"
            + " LIMIT 1) AS newest")
        .formatted(project, project);
    return Sql.forQuery(client, ends).execute(query.parameters()).compose(rows -> {
      Row row = rows.iterator().next();
      Long oldest = row.getLong("oldest");
      Long newest = row.getLong("newest");
      return oldest != null && newest != null && isMostOf(query, oldest, newest)
          ? countAll(client, query, outside(query))
          : number(client, "SELECT COUNT(*) AS n FROM event_log" + query.where(), query);
    });
  }

  private static boolean isMostOf(EventQuery query, long oldest, long newest) {
    long from = Math.max(oldest, millis(query.lowerBound(), oldest));
    long to = Math.min(newest, millis(query.upperBound(), newest));
    return 2 * (to - from) > newest - oldest;
  }

  private static long millis(@Nullable Instant bound, long without) {
    return bound == null ? without : bound.toEpochMilli();
  }

  private static String outside(EventQuery query) {
    String count = "(SELECT COUNT(*) FROM event_log WHERE " + query.kindsOnly() + " AND at_ms %s)";
    String earlier = query.lowerBound() == null ? "0" : count.formatted("<= #{after}");
    String later = query.upperBound() == null ? "0" : count.formatted(">= #{before}");
    return earlier + " + " + later;
  }

  /** The cursor comes in as a number, so that the log is read from there; it may have moved. */
  private static Future<Long> countAll(SqlClient client, EventQuery query, String less) {
    // project || '': else an index that begins with the project would be looked through.
    String tail = query.kindsOnly().replace("project =", "project || '' =");
    String sum = "SELECT (SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM event_total WHERE "
        + query.kindsOnly()
        + ") + (SELECT COUNT(*) FROM event_log WHERE position > #{cursor} AND " + tail + ") - ("
        + less + ") AS n, (" + CURSOR + ") AS position";
    return client.query(CURSOR).execute().map(EventTotals::position).compose(cursor -> {
      Map<String, Object> parameters = new HashMap<>(query.parameters());
      parameters.put("cursor", cursor);
      return Sql.forQuery(client, sum).execute(parameters).compose(rows -> {
        Row row = rows.iterator().next();
        return row.getLong("position").equals(cursor)
            ? Future.succeededFuture(row.getLong("n"))
            : countAll(client, query, less);
      });
    });
  }

  private static Future<Long> number(SqlClient client, String sql, EventQuery query) {
    return Sql.forQuery(client, sql)
        .execute(query.parameters())
        .map(rows -> rows.iterator().next().getLong("n"));
  }

  private static long position(RowSet<Row> rows) {
    return rows.iterator().next().getLong("position");
  }
}
