package io.evenkeel.lighthouse;

import io.evenkeel.kit.Sql;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.slo.EvaluationWindow;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The table {@code pending_evaluation}: one row per evaluation that waits for its provider. */
final class PendingTable {

  private static final String PUT =
      "INSERT INTO pending_evaluation (get_sli_id, triggered_id, context, project, stage, service,"
          + " git_commit, provider, start_time, end_time, slo, scope) VALUES (#{getSliId},"
          + " #{triggeredId}, #{context}, #{project}, #{stage}, #{service}, #{gitCommit},"
          + " #{provider}, #{start}, #{end}, #{slo}, #{scope}) ON CONFLICT (get_sli_id) DO NOTHING";
  private static final String COLUMNS = "SELECT get_sli_id, triggered_id, context, git_commit,"
      + " provider, start_time, end_time, slo, scope FROM pending_evaluation";
  private static final String BY_ID = COLUMNS + " WHERE get_sli_id = #{id} OR triggered_id = #{id}";
  private static final String BY_SCOPE =
      COLUMNS + " WHERE context = #{context} AND project = #{project}"
          + " AND stage = #{stage} AND service = #{service} ORDER BY position DESC LIMIT 1";
  private static final String REMOVE =
      "DELETE FROM pending_evaluation WHERE get_sli_id = #{getSliId}";

  private PendingTable() {}

  static Future<Void> put(SqlClient client, PendingEvaluation pending) {
    return Sql.forUpdate(client, PUT).execute(toRow(pending)).mapEmpty();
  }

  /** Yields the evaluation that began with, or asked by, the event of this id. */
  static Future<Optional<PendingEvaluation>> byId(SqlClient client, String id) {
    return Sql.forQuery(client, BY_ID).execute(Map.of("id", id)).map(PendingTable::first);
  }

  /** Yields the newest evaluation of the run, stage and service that {@code event} is about. */
  static Future<Optional<PendingEvaluation>> byScope(SqlClient client, KeptnEvent event) {
    return Sql.forQuery(client, BY_SCOPE)
        .execute(Map.of(
            "context", event.context(),
            "project", event.project(),
            "stage", event.stage(),
            "service", event.service()))
        .map(PendingTable::first);
  }

  /** Yields whether the evaluation was still pending: whoever removes it may finish it. */
  static Future<Boolean> remove(SqlClient client, PendingEvaluation pending) {
    return Sql.forUpdate(client, REMOVE)
        .execute(Map.of("getSliId", pending.getSliId()))
        .map(removed -> removed.rowCount() == 1);
  }

  private static Map<String, Object> toRow(PendingEvaluation pending) {
    Map<String, Object> row = new HashMap<>();
    row.put("getSliId", pending.getSliId());
    row.put("triggeredId", pending.triggeredId());
    row.put("context", pending.context());
    row.put("project", pending.project());
    row.put("stage", pending.stage());
    row.put("service", pending.service());
    row.put("gitCommit", pending.gitCommit());
    row.put("provider", pending.provider());
    row.put("start", pending.window().start());
    row.put("end", pending.window().end());
    row.put("slo", pending.slo());
    row.put("scope", Json.write(pending.scope()));
    return row;
  }

  private static Optional<PendingEvaluation> first(RowSet<Row> rows) {
    return rows.size() == 0
        ? Optional.empty()
        : Optional.of(fromRow(rows.iterator().next()));
  }

  private static PendingEvaluation fromRow(Row row) {
    return new PendingEvaluation(
        row.getString("get_sli_id"),
        row.getString("triggered_id"),
        row.getString("context"),
        row.getString("git_commit"),
        row.getString("provider"),
        new EvaluationWindow(row.getString("start_time"), row.getString("end_time")),
        row.getString("slo"),
        Json.parseObject(row.getString("scope")));
  }
}
