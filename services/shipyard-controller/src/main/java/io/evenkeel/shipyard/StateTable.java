package io.evenkeel.shipyard;

import io.evenkeel.kit.Sql;
import io.evenkeel.model.Json;
import io.evenkeel.model.sequence.StateDocument;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table {@code sequence_state}: the summary of a context. */
final class StateTable {

  private static final String PUT =
      "INSERT INTO sequence_state (project, context, name, state, time, body) VALUES (#{project},"
          + " #{context}, #{name}, #{state}, #{time}, #{body}) ON CONFLICT (project, context)"
          + " DO UPDATE SET state = #{state}, body = #{body}";
  private static final String PUT_IF_ABSENT =
      "INSERT INTO sequence_state (project, context, name, state, time, body) VALUES (#{project},"
          + " #{context}, #{name}, #{state}, #{time}, #{body}) ON CONFLICT (project, context)"
          + " DO NOTHING";
  // project || '': PostgreSQL may take the index of the lists while the table is small.
  static final String GET =
      "SELECT body FROM sequence_state WHERE context = #{context} AND project || '' = #{project}";
  private static final String FORGET = "DELETE FROM sequence_state WHERE project = #{project}";

  private StateTable() {}

  static void put(SqlClient client, StateDocument document) {
    String name = "summary/%s/%s".formatted(document.project(), document.context());
    Sql.later(client, name, PUT, row(document));
  }

  /** Yields whether the context was new. */
  static Future<Boolean> putIfAbsent(SqlClient client, StateDocument document) {
    return Sql.forUpdate(client, PUT_IF_ABSENT)
        .execute(row(document))
        .map(stored -> stored.rowCount() == 1);
  }

  private static Map<String, Object> row(StateDocument document) {
    return Map.of(
        "project", document.project(),
        "context", document.context(),
        "name", document.name(),
        "state", document.state(),
        "time", document.time(),
        "body", Json.write(document.toMap()));
  }

  static Future<Optional<StateDocument>> get(SqlClient client, String project, String context) {
    return Sql.forQuery(client, GET)
        .execute(Map.of("project", project, "context", context))
        .map(rows -> documents(rows).stream().findFirst());
  }

  static Future<Void> forget(SqlClient client, String project) {
    return Sql.forUpdate(client, FORGET).execute(Map.of("project", project)).mapEmpty();
  }

  static List<StateDocument> documents(RowSet<Row> rows) {
    List<StateDocument> documents = new ArrayList<>(rows.size());
    rows.forEach(
        row -> documents.add(StateDocument.fromMap(Json.parseObject(row.getString("body")))));
    return documents;
  }
}
