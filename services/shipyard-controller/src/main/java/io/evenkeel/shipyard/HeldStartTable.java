package io.evenkeel.shipyard;

import io.evenkeel.kit.Sql;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.Waiting;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The table {@code held_start}: triggers whose run can not start yet, and why. */
final class HeldStartTable {

  private static final String PUT =
      "INSERT INTO held_start (trigger_id, project, context, stage, reason, since_ms) VALUES"
          + " (#{trigger}, #{project}, #{context}, #{stage}, #{reason}, #{since})"
          + " ON CONFLICT (trigger_id) DO UPDATE SET reason = #{reason}";
  private static final String REMOVE =
      "DELETE FROM held_start WHERE trigger_id = #{trigger} RETURNING since_ms";
  private static final String OF = "SELECT stage, reason, since_ms FROM held_start"
      + " WHERE context = #{context} AND project = #{project} ORDER BY since_ms DESC";
  private static final String FORGET = "DELETE FROM held_start WHERE project = #{project}";

  private HeldStartTable() {}

  /** The time of the first of several entries for the same trigger stays. */
  static Future<Void> put(SqlClient client, KeptnEvent trigger, String reason, Instant since) {
    return Sql.forUpdate(client, PUT)
        .execute(Map.of(
            "trigger", trigger.id(),
            "project", trigger.project(),
            "context", trigger.context(),
            "stage", trigger.stage(),
            "reason", reason,
            "since", since.toEpochMilli()))
        .mapEmpty();
  }

  /** Yields since when it was held, if it was. */
  static Future<Optional<Instant>> remove(SqlClient client, KeptnEvent trigger) {
    return Sql.forQuery(client, REMOVE)
        .execute(Map.of("trigger", trigger.id()))
        .map(rows -> rows.size() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(rows.iterator().next().getLong("since_ms"))));
  }

  /** What the starts of a context wait for, by stage; of several the oldest. */
  static Future<Map<String, Map<String, Object>>> of(
      SqlClient client, String project, String context) {
    return Sql.forQuery(client, OF)
        .execute(Map.of("project", project, "context", context))
        .map(rows -> {
          Map<String, Map<String, Object>> held = new HashMap<>();
          rows.forEach(row -> held.put(row.getString("stage"), toWaiting(row).toMap()));
          return held;
        });
  }

  static Future<Void> forget(SqlClient client, String project) {
    return Sql.forUpdate(client, FORGET).execute(Map.of("project", project)).mapEmpty();
  }

  private static Waiting toWaiting(Row row) {
    return new Waiting(
        "unavailable",
        "can not start yet and tries again every few seconds: " + row.getString("reason"),
        Instant.ofEpochMilli(row.getLong("since_ms")),
        null);
  }
}
