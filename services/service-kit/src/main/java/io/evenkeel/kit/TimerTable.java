package io.evenkeel.kit;

import io.evenkeel.kit.Timers.Timer;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code timer}. */
final class TimerTable {

  private static final String PUT =
      "INSERT INTO timer (id, owner, due_at, body) VALUES (#{id}, #{owner}, #{dueAt}, #{body})"
          + " ON CONFLICT (id) DO UPDATE SET due_at = #{dueAt}, body = #{body}, held_until = 0,"
          + " lease = timer.lease + 1";
  private static final String REMOVE = "DELETE FROM timer WHERE id = #{id}";
  private static final String TAKE =
      "UPDATE timer SET lease = lease + 1, held_until = ${now} + #{millis} WHERE id = #{id}"
          + " AND due_at = #{dueAt} AND held_until <= ${now} RETURNING lease";
  private static final String RELEASE =
      "UPDATE timer SET held_until = 0 WHERE id = #{id} AND lease = #{lease}";
  private static final String COMPLETE = "DELETE FROM timer WHERE id = #{id} AND lease = #{lease}";
  private static final String DUE =
      "SELECT id, owner, due_at, body FROM timer WHERE owner = #{owner} AND due_at <= #{until}"
          + " ORDER BY due_at LIMIT #{limit}";

  private static final String COUNT_DUE =
      "SELECT COUNT(*) AS n FROM (SELECT 1 FROM timer WHERE owner = #{owner}"
          + " AND due_at <= #{until} LIMIT 10000) late";

  private TimerTable() {}

  static void put(SqlClient client, Timer timer) {
    Sql.later(
        client,
        row(timer.id()),
        PUT,
        Map.of(
            "id", timer.id(),
            "owner", timer.owner(),
            "dueAt", timer.dueAt().toEpochMilli(),
            "body", Json.write(timer.body())));
  }

  static void remove(SqlClient client, String id) {
    Sql.later(client, row(id), REMOVE, Map.of("id", id));
  }

  private static String row(String id) {
    return "timer/" + id;
  }

  /** Takes a timer that has not been moved and that nobody else handles; yields the lease. */
  static Future<Optional<Long>> take(
      SqlClient client, Dialect dialect, Timer timer, Duration lease) {
    return Sql.forQuery(client, dialect.adapt(TAKE))
        .execute(Map.of(
            "id", timer.id(),
            "dueAt", timer.dueAt().toEpochMilli(),
            "millis", lease.toMillis()))
        .map(rows -> rows.size() == 0
            ? Optional.<Long>empty()
            : Optional.of(rows.iterator().next().getLong("lease")));
  }

  /** Lets it be taken again at once. */
  static Future<Void> release(SqlClient client, String id, long lease) {
    return Sql.forUpdate(client, RELEASE)
        .execute(Map.of("id", id, "lease", lease))
        .mapEmpty();
  }

  /** Yields whether the lease still held; whoever removes it owns the effect. */
  static Future<Boolean> complete(SqlClient client, String id, long lease) {
    return Sql.forUpdate(client, COMPLETE)
        .execute(Map.of("id", id, "lease", lease))
        .map(removed -> removed.rowCount() == 1);
  }

  static Future<List<Timer>> due(SqlClient client, String owner, Instant until, int limit) {
    return Sql.forQuery(client, DUE)
        .execute(Map.of("owner", owner, "until", until.toEpochMilli(), "limit", limit))
        .map(TimerTable::toTimers);
  }

  /** How many of {@code owner} are due by {@code until}; counts to 10,000. */
  static Future<Long> countDue(SqlClient client, String owner, Instant until) {
    return Sql.forQuery(client, COUNT_DUE)
        .execute(Map.of("owner", owner, "until", until.toEpochMilli()))
        .map(rows -> rows.iterator().next().getLong("n"));
  }

  private static List<Timer> toTimers(RowSet<Row> rows) {
    List<Timer> timers = new ArrayList<>(rows.size());
    rows.forEach(row -> timers.add(new Timer(
        row.getString("id"),
        row.getString("owner"),
        Instant.ofEpochMilli(row.getLong("due_at")),
        Json.parseObject(row.getString("body")))));
    return timers;
  }
}
