package io.evenkeel.shipyard;

import io.evenkeel.kit.Sql;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.Identity;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.sequence.SequenceJson;
import io.evenkeel.model.sequence.StateDocument;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.Optional;

/**
 * What nearly every step of a run has to know, in one query.
 *
 * @param run the run in question, if there is one
 * @param summary of its context
 * @param paused whether somebody holds the context in the run's stage
 * @param free whether no run holds the scope, nor waits for it
 */
record Situation(
    Optional<Sequence> run, Optional<StateDocument> summary, boolean paused, boolean free) {

  private static final String SUMMARY = "(%s) AS summary".formatted(StateTable.GET);
  private static final String OF_TASK =
      "SELECT (%s) AS run, %s, 0 AS paused, 1 AS busy".formatted(ExecutionTable.BY_TASK, SUMMARY);
  private static final String OF_RUN =
      "SELECT (%s) AS run, %s, (%s) AS paused, (SELECT COUNT(*) FROM (%s LIMIT 1) AS first) AS busy"
          .formatted(ExecutionTable.BY_ID, SUMMARY, PauseTable.COVERS, ExecutionTable.IN_SCOPE);

  /** Of the run whose current task {@code event} answers. */
  static Future<Situation> ofTask(SqlClient client, KeptnEvent event) {
    return Sql.forQuery(client, OF_TASK)
        .execute(Map.of(
            "task", event.triggeredId(),
            "project", event.project(),
            "context", event.context()))
        .map(Situation::of);
  }

  /** Of {@code run}, which may not have begun. */
  static Future<Situation> ofRun(SqlClient client, Identity run) {
    return Sql.forQuery(client, OF_RUN)
        .execute(Map.of(
            "id", run.id(),
            "project", run.project(),
            "context", run.context(),
            "stage", run.stage(),
            "service", run.service()))
        .map(Situation::of);
  }

  private static Situation of(RowSet<Row> rows) {
    Row row = rows.iterator().next();
    return new Situation(
        Optional.ofNullable(row.getString("run")).map(SequenceJson::read),
        Optional.ofNullable(row.getString("summary"))
            .map(body -> StateDocument.fromMap(Json.parseObject(body))),
        row.getLong("paused") > 0,
        row.getLong("busy") == 0);
  }
}
