package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tables {@code event_total} and {@code event_day}: how many events of each kind the log
 * holds up to a cursor, so that a list of millions need not be counted to show a page. What came
 * after the cursor is counted in the log ({@link EventCounts}), and whoever deletes from the log
 * takes that off: the numbers are exact.
 */
public final class EventTotals {

  private static final Logger LOG = LoggerFactory.getLogger(EventTotals.class);
  private static final int INTERVAL_MILLIS = 5_000;
  private static final int BATCH = 5_000;
  private static final List<EventTally> TALLIES = List.of(EventTally.TOTALS, EventTally.DAYS);

  /** Nobody else counts or deletes until the transaction ends. */
  private static final String HOLD =
      "UPDATE event_total_cursor SET position = position WHERE id = 1";

  private static final String END = "SELECT COALESCE(MAX(position), 0) AS position FROM event_log";
  private static final String NEWS = "SELECT COUNT(*) AS n FROM event_total_cursor WHERE position <"
      + " (SELECT COALESCE(MAX(position), 0) FROM event_log)";
  private static final String NEXT = "SELECT COALESCE(MAX(position), 0) AS position FROM"
      + " (SELECT position FROM event_log WHERE position > #{from} AND position <= #{end}"
      + " ORDER BY position LIMIT #{limit}) AS head";

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
    return alone.compose(all -> client.query(END).execute()).map(EventTally::position);
  }

  private Future<Void> countTo(long end) {
    return Repeat.whileTrue(() -> database.transaction(client -> countSome(client, end)));
  }

  /** Yields whether there may be more. */
  private static Future<Boolean> countSome(SqlClient client, long end) {
    Future<Boolean> more = client.query(HOLD).execute().map(false);
    for (EventTally tally : TALLIES) {
      more = more.compose(before -> countSome(client, tally, end).map(now -> before || now));
    }
    return more;
  }

  private static Future<Boolean> countSome(SqlClient client, EventTally tally, long end) {
    return tally.position(client).compose(from -> next(client, from, end)
        .compose(to ->
            to > from ? tally.add(client, from, to).map(true) : Future.succeededFuture(false)));
  }

  private static Future<Long> next(SqlClient client, long from, long end) {
    return Sql.forQuery(client, NEXT)
        .execute(Map.of("from", from, "end", end, "limit", BATCH))
        .map(EventTally::position);
  }

  /**
   * Runs a statement that deletes from the log and takes what it deleted off the numbers; yields
   * how many rows that were.
   */
  static Future<Integer> delete(SqlClient client, String delete, Map<String, Object> parameters) {
    return client.query(HOLD).execute().compose(held -> Sql.forQuery(
            client, delete + " RETURNING " + EventTally.COLUMNS)
        .execute(parameters)
        .compose(deleted -> takeOff(client, deleted).map(deleted.size())));
  }

  private static Future<Void> takeOff(SqlClient client, RowSet<Row> deleted) {
    Future<Void> done = Future.succeededFuture();
    for (EventTally tally : TALLIES) {
      done = done.compose(before -> tally.takeOff(client, deleted));
    }
    return done;
  }
}
