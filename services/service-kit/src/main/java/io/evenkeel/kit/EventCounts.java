package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Exact numbers of events without a look at each: what {@link EventTotals} has counted, and what
 * came since.
 */
final class EventCounts {

  private static final long DAY = EventTally.DAY;

  private final SqlClient client;
  private final EventQuery query;
  private final Map<String, Object> parameters;

  /** Conditions that leave whole days within the bounds of the query, in the log and by day. */
  private final String wholeDays;

  private final String wholeDaysByDay;

  /** Whether no whole day lies between the bounds. */
  private final boolean isWithinDays;

  private EventCounts(SqlClient client, EventQuery query) {
    this.client = client;
    this.query = query;
    this.parameters = new HashMap<>(query.parameters());
    Instant after = query.lowerBound();
    Instant before = query.upperBound();
    long first = after == null ? Long.MIN_VALUE : Math.floorDiv(after.toEpochMilli(), DAY) + 1;
    long end = before == null ? Long.MAX_VALUE : Math.floorDiv(before.toEpochMilli(), DAY);
    if (after != null) {
      parameters.put("firstDay", first);
      parameters.put("firstAt", first * DAY);
    }
    if (before != null) {
      parameters.put("endDay", end);
      parameters.put("endAt", end * DAY);
    }
    isWithinDays = first >= end;
    wholeDays = (after == null ? "" : " AND +at_ms >= #{firstAt}")
        + (before == null ? "" : " AND +at_ms < #{endAt}");
    wholeDaysByDay = (after == null ? "" : " AND day >= #{firstDay}")
        + (before == null ? "" : " AND day < #{endDay}");
  }

  /** How many events {@code query} selects over all pages. */
  static Future<Long> count(SqlClient client, EventQuery query) {
    EventCounts counts = new EventCounts(client, query);
    if (!query.isOfKinds() || counts.isWithinDays) {
      return counts.countInLog();
    }
    return query.isBounded()
        ? counts.sum(EventTally.DAYS, counts.ends())
        : counts.sum(EventTally.TOTALS, "0");
  }

  /**
   * The same page by an offset from a later start: whole days are passed over by their numbers. The
   * query itself if these do not tell.
   */
  static Future<EventQuery> skipDays(SqlClient client, EventQuery query) {
    EventCounts counts = new EventCounts(client, query);
    return query.isOfKinds() && !counts.isWithinDays
        ? counts.skip()
        : Future.succeededFuture(query);
  }

  private Future<Long> countInLog() {
    return Sql.forQuery(client, "SELECT COUNT(*) AS n FROM event_log" + query.where())
        .execute(parameters)
        .map(rows -> rows.iterator().next().getLong("n"));
  }

  /** A query for the events before the first whole day and after the last. */
  private String ends() {
    return upperEnd() + " + "
        + (query.lowerBound() == null ? "0" : inLog("at_ms > #{after} AND at_ms < #{firstAt}"));
  }

  private String upperEnd() {
    return query.upperBound() == null ? "0" : inLog("at_ms >= #{endAt} AND at_ms < #{before}");
  }

  private String inLog(String condition) {
    return "(SELECT COUNT(*) FROM event_log WHERE " + query.kindsOnly() + " AND " + condition + ")";
  }

  /** What came after the cursor; read from there, not by an index that begins with the project. */
  private String news() {
    return "event_log WHERE position > #{cursor} AND "
        + query.kindsOnly().replace("project =", "project || '' =")
        + wholeDays;
  }

  /** What {@code tally} has counted, what came since, and the number {@code more}. */
  private Future<Long> sum(EventTally tally, String more) {
    String sum = "SELECT (SELECT CAST(COALESCE(SUM(n), 0) AS BIGINT) FROM " + tally.table()
        + " WHERE "
        + query.kindsOnly() + wholeDaysByDay + ") + (SELECT COUNT(*) FROM " + news() + ") + " + more
        + " AS n, (" + tally.cursor() + ") AS position";
    return atCursor(tally, sum).map(rows -> rows.iterator().next().getLong("n"));
  }

  private Future<EventQuery> skip() {
    String days = "SELECT day, CAST(SUM(n) AS BIGINT) AS n, " + upperEnd() + " AS later, ("
        + EventTally.DAYS.cursor() + ") AS position FROM (SELECT day, n FROM "
        + EventTally.DAYS.table() + " WHERE "
        + query.kindsOnly() + wholeDaysByDay + " UNION ALL SELECT " + EventTally.DAY_OF_EVENT
        + ", 1 FROM " + news() + ") AS counted GROUP BY day ORDER BY day DESC";
    return atCursor(EventTally.DAYS, days).map(this::skip);
  }

  private EventQuery skip(RowSet<Row> days) {
    @Nullable Long end = null;
    long left = query.offset();
    for (Row day : days) {
      long passed = day.getLong("n") + (end == null ? day.getLong("later") : 0);
      if (passed > left) {
        break;
      }
      left -= passed;
      end = day.getLong("day") * DAY;
    }
    return end == null ? query : query.skipTo(end, left);
  }

  /** The cursor comes in as a number, so that the log is read from there; it may have moved. */
  private Future<RowSet<Row>> atCursor(EventTally tally, String sql) {
    return tally.position(client).compose(cursor -> {
      parameters.put("cursor", cursor);
      return Sql.forQuery(client, sql).execute(parameters).compose(rows -> {
        boolean moved = rows.size() > 0 && !cursor.equals(EventTally.position(rows));
        return moved ? atCursor(tally, sql) : Future.succeededFuture(rows);
      });
    });
  }
}
