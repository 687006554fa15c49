package io.evenkeel.lighthouse;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.Sql;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;

/**
 * The table {@code sli_provider}: which provider a project asked for by
 * {@code monitoring.configure}.
 *
 * <p>Source: evaluation.md §5; an empty name means none (§14 D2).
 */
final class ProviderTable {

  private static final String PUT =
      "INSERT INTO sli_provider (project, provider) VALUES (#{project}, #{provider})"
          + " ON CONFLICT (project) DO UPDATE SET provider = #{provider}";
  private static final String GET = "SELECT provider FROM sli_provider WHERE project = #{project}";

  private ProviderTable() {}

  /** Stores what {@code configure} asks for; nothing is answered. */
  static Future<Completion> onConfigure(KeptnEvent configure) {
    String provider = Json.text(Json.get(configure.data(), "type"));
    return Future.succeededFuture(outbox -> Sql.forUpdate(outbox.client(), PUT)
        .execute(Map.of("project", configure.project(), "provider", provider))
        .mapEmpty());
  }

  /** Yields the provider of {@code project}, {@code ""} if it has none. */
  static Future<String> get(SqlClient client, String project) {
    return Sql.forQuery(client, GET)
        .execute(Map.of("project", project))
        .map(ProviderTable::provider);
  }

  private static String provider(RowSet<Row> rows) {
    return rows.size() == 0 ? "" : rows.iterator().next().getString("provider");
  }
}
