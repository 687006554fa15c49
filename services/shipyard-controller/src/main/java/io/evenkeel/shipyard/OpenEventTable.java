package io.evenkeel.shipyard;

import io.evenkeel.kit.Sql;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.HashMap;
import java.util.Map;

/** The table {@code open_event}: triggered events that may still be answered. */
final class OpenEventTable {

  private static final String ADD =
      "INSERT INTO open_event (id, execution_id, type, project, stage, service, body) VALUES (#{id},"
          + " #{execution}, #{type}, #{project}, #{stage}, #{service}, #{body})"
          + " ON CONFLICT (id) DO NOTHING";
  private static final String REMOVE = "DELETE FROM open_event WHERE id = #{id}";
  private static final String FORGET = "DELETE FROM open_event WHERE project = #{project}";

  private OpenEventTable() {}

  static void add(SqlClient client, String executionId, KeptnEvent event) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", event.id());
    row.put("execution", executionId);
    row.put("type", event.type());
    row.put("project", event.project());
    row.put("stage", event.stage());
    row.put("service", event.service());
    row.put("body", EventJson.write(event));
    Sql.later(client, name(event.id()), ADD, row);
  }

  static void remove(SqlClient client, String id) {
    Sql.later(client, name(id), REMOVE, Map.of("id", id));
  }

  private static String name(String id) {
    return "open/" + id;
  }

  static Future<Void> forget(SqlClient client, String project) {
    return Sql.forUpdate(client, FORGET).execute(Map.of("project", project)).mapEmpty();
  }
}
