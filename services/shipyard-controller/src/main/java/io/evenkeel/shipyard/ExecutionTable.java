package io.evenkeel.shipyard;

import io.evenkeel.kit.Sql;
import io.evenkeel.model.sequence.CurrentTask;
import io.evenkeel.model.sequence.Identity;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.sequence.SequenceJson;
import io.evenkeel.model.sequence.Waiting;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code execution}: one row per run of a sequence in a stage. */
final class ExecutionTable {

  private static final String INSERT =
      "INSERT INTO execution (id, project, stage, service, context, name, trigger_id, task_id, state,"
          + " open, slot, urgent, waiting, waiting_since, triggered_at, queued_at, body) VALUES"
          + " (#{id}, #{project}, #{stage}, #{service}, #{context}, #{name}, #{trigger}, #{task},"
          + " #{state}, #{open}, #{slot}, #{urgent}, #{waiting}, #{waitingSince}, #{triggeredAt},"
          + " #{queuedAt}, #{body})";
  private static final String UPDATE =
      "UPDATE execution SET task_id = #{task}, state = #{state}, open = #{open}, slot = #{slot},"
          + " urgent = #{urgent}, waiting = #{waiting}, waiting_since = #{waitingSince},"
          + " body = #{body} WHERE id = #{id}";
  static final String BY_ID = "SELECT body FROM execution WHERE id = #{id}";
  static final String BY_TASK =
      "SELECT body FROM execution WHERE id = (SELECT execution_id FROM open_event WHERE id = #{task})"
          + " AND task_id = #{task}";
  // project || '': an index that begins with the project would be looked through for all of it.
  private static final String BY_CONTEXT =
      "SELECT body FROM execution WHERE context = #{context} AND project || '' = #{project}"
          + " AND open = 1 AND (#{stage} = '' OR stage = #{stage}) ORDER BY position";
  private static final String OPEN_IN =
      "SELECT COUNT(*) AS n FROM execution WHERE context = #{context} AND project || '' = #{project}"
          + " AND open = 1";
  private static final String NEXT_IF_FREE =
      "SELECT body FROM execution WHERE project || '' = #{project} AND stage = #{stage}"
          + " AND service = #{service} AND slot = 'WANTED' AND slot <> 'NONE' AND NOT EXISTS"
          + " (SELECT 1 FROM execution h WHERE h.project || '' = #{project} AND h.stage = #{stage}"
          + " AND h.service = #{service} AND h.slot = 'HELD' AND h.slot <> 'NONE')"
          + " ORDER BY urgent DESC, queued_at, position LIMIT 1";
  /** Whoever holds a scope or waits for it. */
  static final String IN_SCOPE =
      "SELECT 1 FROM execution WHERE project || '' = #{project} AND stage = #{stage}"
          + " AND service = #{service} AND slot <> 'NONE'";

  private static final String HOLDER =
      "SELECT body FROM execution WHERE project || '' = #{project} AND stage = #{stage}"
          + " AND service = #{service} AND slot = 'HELD' AND slot <> 'NONE'";
  private static final String FORGET = "DELETE FROM execution WHERE project = #{project}";

  private ExecutionTable() {}

  /** Adds a run whose place in the queue for its scope is that of {@code queuedAt}. */
  static void insert(SqlClient client, Sequence sequence, Instant queuedAt) {
    Map<String, Object> row = toRow(sequence);
    row.put("queuedAt", queuedAt.toEpochMilli());
    Sql.later(client, name(sequence), INSERT, row);
  }

  static void update(SqlClient client, Sequence sequence) {
    Sql.later(client, name(sequence), UPDATE, toRow(sequence));
  }

  private static String name(Sequence sequence) {
    return "run/" + sequence.identity().id();
  }

  static Future<Optional<Sequence>> byId(SqlClient client, String id) {
    return one(client, BY_ID, Map.of("id", id));
  }

  /** The runs of a context that have not ended, oldest first; in all stages when {@code ""}. */
  static Future<List<Sequence>> open(
      SqlClient client, String project, String context, String stage) {
    return Sql.forQuery(client, BY_CONTEXT)
        .execute(Map.of("project", project, "context", context, "stage", stage))
        .map(ExecutionTable::sequences);
  }

  static Future<Boolean> anyOpen(SqlClient client, Identity run) {
    return count(client, OPEN_IN, Map.of("project", run.project(), "context", run.context()));
  }

  /** The run that holds the scope of {@code run}, if any does. */
  static Future<Optional<Sequence>> holder(SqlClient client, Identity run) {
    return one(client, HOLDER, scope(run));
  }

  /** The run whose turn it is in the scope of {@code run}, if any waits and none holds it. */
  static Future<Optional<Sequence>> nextIfFree(SqlClient client, Identity run) {
    return one(client, NEXT_IF_FREE, scope(run));
  }

  static Future<Void> forget(SqlClient client, String project) {
    return Sql.forUpdate(client, FORGET).execute(Map.of("project", project)).mapEmpty();
  }

  private static Future<Optional<Sequence>> one(
      SqlClient client, String query, Map<String, Object> parameters) {
    return Sql.forQuery(client, query).execute(parameters).map(rows -> sequences(rows).stream()
        .findFirst());
  }

  private static Future<Boolean> count(
      SqlClient client, String query, Map<String, Object> parameters) {
    return Sql.forQuery(client, query)
        .execute(parameters)
        .map(rows -> rows.iterator().next().getLong("n") > 0);
  }

  private static Map<String, Object> scope(Identity run) {
    return Map.of("project", run.project(), "stage", run.stage(), "service", run.service());
  }

  private static Map<String, Object> toRow(Sequence sequence) {
    Identity identity = sequence.identity();
    CurrentTask task = sequence.current();
    Optional<Waiting> waiting = sequence.waiting();
    Map<String, Object> row = new HashMap<>();
    row.put("id", identity.id());
    row.put("project", identity.project());
    row.put("stage", identity.stage());
    row.put("service", identity.service());
    row.put("context", identity.context());
    row.put("name", identity.name());
    row.put("trigger", identity.triggerId());
    row.put("task", task == null ? "" : task.triggeredId());
    row.put("state", sequence.state());
    row.put("open", sequence.phase().ended() ? 0 : 1);
    row.put("slot", sequence.slot().name());
    row.put("urgent", task == null ? 0 : 1);
    row.put("waiting", waiting.map(Waiting::reason).orElse(""));
    row.put("waitingSince", waiting.map(Waiting::since).orElse(Instant.EPOCH).toEpochMilli());
    row.put("triggeredAt", sequence.triggeredAt().toEpochMilli());
    row.put("body", SequenceJson.write(sequence));
    return row;
  }

  static List<Sequence> sequences(RowSet<Row> rows) {
    List<Sequence> sequences = new ArrayList<>(rows.size());
    rows.forEach(row -> sequences.add(SequenceJson.read(row.getString("body"))));
    return sequences;
  }
}
