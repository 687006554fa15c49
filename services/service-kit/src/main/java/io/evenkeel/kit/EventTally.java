package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table that says how many events of each kind the log holds up to a cursor of its own. Only
 * {@link EventTotals} changes it, one at a time.
 */
final class EventTally {

  /** In milliseconds. */
  static final long DAY = 86_400_000;

  /** The day of an event of the log, counted from 1970 on; rounded down before that as well. */
  static final String DAY_OF_EVENT =
      "(at_ms / " + DAY + " - CASE WHEN at_ms % " + DAY + " < 0 THEN 1 ELSE 0 END)";

  private static final List<String> KIND =
      List.of("project", "stage", "service", "type", "source", "root");

  /** What {@link #takeOff} has to know of a deleted event. */
  static final String COLUMNS = "position, at_ms, " + String.join(", ", KIND);

  /** Of all times. */
  static final EventTally TOTALS = new EventTally(1, "event_total", false);

  /** Of each day of UTC. */
  static final EventTally DAYS = new EventTally(2, "event_day", true);

  private final String table;
  private final boolean isDaily;
  private final String cursor;
  private final String move;
  private final String add;
  private final String take;
  private final String clean;

  private EventTally(int id, String table, boolean isDaily) {
    this.table = table;
    this.isDaily = isDaily;
    String kind = String.join(", ", KIND);
    String columns = isDaily ? kind + ", day" : kind;
    String values = isDaily ? kind + ", " + DAY_OF_EVENT : kind;
    String same = Stream.of(columns.split(", ", -1))
        .map(column -> column + " = #{" + column + "}")
        .collect(Collectors.joining(" AND "));
    cursor = "SELECT position FROM event_total_cursor WHERE id = " + id;
    move = "UPDATE event_total_cursor SET position = #{to} WHERE id = " + id;
    add = "INSERT INTO " + table + " (" + columns + ", n) SELECT " + values + ", COUNT(*)"
        + " FROM event_log WHERE position > #{from} AND position <= #{to} GROUP BY " + values
        + " ON CONFLICT (" + columns + ") DO UPDATE SET n = " + table + ".n + excluded.n";
    take = "UPDATE " + table + " SET n = n - #{n} WHERE " + same;
    clean = "DELETE FROM " + table + " WHERE n <= 0 AND " + same;
  }

  String table() {
    return table;
  }

  /** A query for where the cursor is. */
  String cursor() {
    return cursor;
  }

  Future<Long> position(SqlClient client) {
    return client.query(cursor).execute().map(EventTally::position);
  }

  static long position(RowSet<Row> rows) {
    return rows.iterator().next().getLong("position");
  }

  /** Counts the events from the cursor, which is {@code from}, up to position {@code to}. */
  Future<Void> add(SqlClient client, long from, long to) {
    return Sql.forUpdate(client, add)
        .execute(Map.of("from", from, "to", to))
        .compose(added -> Sql.forUpdate(client, move).execute(Map.of("to", to)))
        .mapEmpty();
  }

  /** Takes off what has been counted of {@code deleted}, rows of {@link #COLUMNS}. */
  Future<Void> takeOff(SqlClient client, RowSet<Row> deleted) {
    return position(client).compose(end -> {
      List<Map<String, Object>> kinds = counts(deleted, end);
      return kinds.isEmpty()
          ? Future.succeededFuture()
          : Sql.forUpdate(client, take)
              .executeBatch(kinds)
              .compose(taken -> Sql.forUpdate(client, clean).executeBatch(kinds))
              .mapEmpty();
    });
  }

  private List<Map<String, Object>> counts(RowSet<Row> events, long end) {
    Map<Map<String, Object>, Integer> numbers = new HashMap<>();
    for (Row event : events) {
      if (event.getLong("position") <= end) {
        numbers.merge(kind(event), 1, Integer::sum);
      }
    }
    List<Map<String, Object>> counts = new ArrayList<>();
    numbers.forEach((kind, number) -> {
      Map<String, Object> row = new HashMap<>(kind);
      row.put("n", number);
      counts.add(row);
    });
    return counts;
  }

  private Map<String, Object> kind(Row event) {
    Map<String, Object> kind = new HashMap<>();
    for (String column : KIND) {
      kind.put(column, event.getValue(column));
    }
    if (isDaily) {
      kind.put("day", Math.floorDiv(event.getLong("at_ms"), DAY));
    }
    return kind;
  }
}
