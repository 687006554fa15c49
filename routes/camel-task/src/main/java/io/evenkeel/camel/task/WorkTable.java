package io.evenkeel.camel.task;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventJson;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Work that has not ended. A row is owned by one process, for as long as its lease lasts. */
final class WorkTable {

  private static final String ADD =
      "INSERT INTO work (executor, event_id, event, details, answered, accepted_at, owner,"
          + " lease_until) VALUES (#{executor}, #{event_id}, #{event}, #{details}, #{answered},"
          + " #{accepted_at}, #{owner}, #{lease_until})"
          + " ON CONFLICT (executor, event_id) DO NOTHING";
  private static final String REMOVE =
      "DELETE FROM work WHERE executor = #{executor} AND event_id = #{event_id}"
          + " AND owner = #{owner}";
  private static final String RENEW =
      "UPDATE work SET lease_until = #{lease_until} WHERE owner = #{owner}";
  private static final String EXPIRE_ALL = "UPDATE work SET lease_until = 0";
  private static final String IDLE = "SELECT * FROM work WHERE executor = #{executor}"
      + " AND (lease_until <= #{now} OR owner = #{owner})"
      + " ORDER BY accepted_at LIMIT 1000";
  private static final String CLAIM =
      "UPDATE work SET owner = #{owner}, lease_until = #{lease_until}"
          + " WHERE executor = #{executor} AND event_id = #{event_id}"
          + " AND (lease_until <= #{now} OR owner = #{owner})";

  private WorkTable() {}

  /** Yields whether the work is new. */
  static Future<Boolean> add(SqlClient client, Work work, String owner, Instant leaseUntil) {
    return SqlTemplate.forUpdate(client, ADD)
        .execute(Map.of(
            "executor", work.executor(),
            "event_id", work.event().id(),
            "event", EventJson.write(work.event()),
            "details", Json.write(work.details()),
            "answered", work.answered() ? 1 : 0,
            "accepted_at", work.acceptedAt().toEpochMilli(),
            "owner", owner,
            "lease_until", leaseUntil.toEpochMilli()))
        .map(added -> added.rowCount() == 1);
  }

  /** Yields whether the work was still {@code owner}'s; only then may it report the end. */
  static Future<Boolean> remove(SqlClient client, Work work, String owner) {
    return SqlTemplate.forUpdate(client, REMOVE)
        .execute(Map.of("executor", work.executor(), "event_id", work.event().id(), "owner", owner))
        .map(removed -> removed.rowCount() == 1);
  }

  static Future<Void> renew(SqlClient client, String owner, Instant leaseUntil) {
    return SqlTemplate.forUpdate(client, RENEW)
        .execute(Map.of("owner", owner, "lease_until", leaseUntil.toEpochMilli()))
        .mapEmpty();
  }

  /** For the embedded store, which belongs to one process: nobody else can own anything. */
  static Future<Void> expireAll(SqlClient client) {
    return client.query(EXPIRE_ALL).execute().mapEmpty();
  }

  /** Work of {@code owner}'s, and work whose owner is gone, oldest first. */
  static Future<List<Work>> idle(SqlClient client, String executor, String owner, Instant now) {
    return SqlTemplate.forQuery(client, IDLE)
        .execute(Map.of("executor", executor, "owner", owner, "now", now.toEpochMilli()))
        .map(WorkTable::works);
  }

  /** Yields whether {@code owner} got it: another process may have been faster. */
  static Future<Boolean> claim(
      SqlClient client, Work work, String owner, Instant now, Instant leaseUntil) {
    return SqlTemplate.forUpdate(client, CLAIM)
        .execute(Map.of(
            "executor", work.executor(),
            "event_id", work.event().id(),
            "owner", owner,
            "now", now.toEpochMilli(),
            "lease_until", leaseUntil.toEpochMilli()))
        .map(claimed -> claimed.rowCount() == 1);
  }

  private static List<Work> works(RowSet<Row> rows) {
    List<Work> works = new ArrayList<>(rows.size());
    rows.forEach(row -> works.add(new Work(
        row.getString("executor"),
        EventJson.read(row.getString("event")),
        Json.parseObject(row.getString("details")),
        row.getInteger("answered") == 1,
        Instant.ofEpochMilli(row.getLong("accepted_at")),
        true)));
    return works;
  }
}
