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
  static final String COVERS =
      "SELECT COUNT(*) AS n FROM pause_mark WHERE project = #{project} AND context = #{context}"
          + " AND stage IN ('', #{stage})";
  private static final String FORGET = "DELETE FROM pause_mark WHERE project = #{project}";

  private PauseTable() {}

  static void add(SqlClient client, String project, String context, String stage) {
    change(client, ADD, project, context, stage);
  }

  /** Lifts the mark of {@code stage}, or every mark of the context when it is {@code ""}. */
  static void remove(SqlClient client, String project, String context, String stage) {
    change(client, REMOVE, project, context, stage);
  }

  static Future<Void> forget(SqlClient client, String project) {
    return Sql.forUpdate(client, FORGET).execute(Map.of("project", project)).mapEmpty();
  }

  private static void change(
      SqlClient client, String statement, String project, String context, String stage) {
    Sql.later(
        client,
        "pause/%s/%s".formatted(project, context),
        statement,
        Map.of("project", project, "context", context, "stage", stage));
  }
}
