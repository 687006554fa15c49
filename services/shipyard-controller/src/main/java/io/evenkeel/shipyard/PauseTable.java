package io.evenkeel.shipyard;

import io.evenkeel.kit.Sql;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;

/** The table {@code pause_mark}: contexts held by somebody, in one stage or in all ({@code ""}). */
final class PauseTable {

  private static final String ADD =
      "INSERT INTO pause_mark (project, context, stage) VALUES (#{project}, #{context}, #{stage})"
          + " ON CONFLICT (project, context, stage) DO NOTHING";
  private static final String REMOVE =
      "DELETE FROM pause_mark WHERE project = #{project} AND context = #{context}"
          + " AND (#{stage} = '' OR stage = #{stage})";
  private static final String COVERS =
      "SELECT COUNT(*) AS n FROM pause_mark WHERE project = #{project} AND context = #{context}"
          + " AND stage IN ('', #{stage})";
  private static final String FORGET = "DELETE FROM pause_mark WHERE project = #{project}";

  private PauseTable() {}

  static Future<Void> add(SqlClient client, String project, String context, String stage) {
    return update(client, ADD, project, context, stage);
  }

  /** Lifts the mark of {@code stage}, or every mark of the context when it is {@code ""}. */
  static Future<Void> remove(SqlClient client, String project, String context, String stage) {
    return update(client, REMOVE, project, context, stage);
  }

  static Future<Boolean> isPaused(SqlClient client, String project, String context, String stage) {
    return Sql.forQuery(client, COVERS)
        .execute(Map.of("project", project, "context", context, "stage", stage))
        .map(rows -> rows.iterator().next().getLong("n") > 0);
  }

  static Future<Void> forget(SqlClient client, String project) {
    return Sql.forUpdate(client, FORGET).execute(Map.of("project", project)).mapEmpty();
  }

  private static Future<Void> update(
      SqlClient client, String statement, String project, String context, String stage) {
    return Sql.forUpdate(client, statement)
        .execute(Map.of("project", project, "context", context, "stage", stage))
        .mapEmpty();
  }
}
