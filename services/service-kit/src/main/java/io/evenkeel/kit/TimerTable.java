package io.evenkeel.kit;

import io.evenkeel.kit.Timers.Timer;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table {@code timer}. */
final class TimerTable {

  private static final String PUT =
      "INSERT INTO timer (id, owner, due_at, body) VALUES (#{id}, #{owner}, #{dueAt}, #{body})"
          + " ON CONFLICT (id) DO UPDATE SET due_at = #{dueAt}, body = #{body}";
  private static final String REMOVE = "DELETE FROM timer WHERE id = #{id}";
  private static final String DUE =
      "SELECT id, owner, due_at, body FROM timer WHERE owner = #{owner} AND due_at <= #{until}"
          + " ORDER BY due_at LIMIT #{limit}";

  private TimerTable() {}

  static Future<Void> put(SqlClient client, Timer timer) {
    return SqlTemplate.forUpdate(client, PUT)
        .execute(Map.of(
            "id", timer.id(),
            "owner", timer.owner(),
            "dueAt", timer.dueAt().toEpochMilli(),
            "body", Json.write(timer.body())))
        .mapEmpty();
  }

  /** Yields whether it was still there; whoever removes it owns the effect. */
  static Future<Boolean> remove(SqlClient client, String id) {
    return SqlTemplate.forUpdate(client, REMOVE)
        .execute(Map.of("id", id))
        .map(removed -> removed.rowCount() == 1);
  }

  static Future<List<Timer>> due(SqlClient client, String owner, Instant until, int limit) {
    return SqlTemplate.forQuery(client, DUE)
        .execute(Map.of("owner", owner, "until", until.toEpochMilli(), "limit", limit))
        .map(TimerTable::toTimers);
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
