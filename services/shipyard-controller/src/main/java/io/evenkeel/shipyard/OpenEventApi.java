package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.templates.SqlTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Open triggered events: what integrations without access to the bus poll for. An event is listed
 * from the moment answers to it are accepted until they no longer are.
 *
 * <p>Source: rest-api.md §4.5.
 */
final class OpenEventApi {

  private static final List<String> FILTERS = List.of("project", "stage", "service");

  private final Platform platform;

  OpenEventApi(Platform platform) {
    this.platform = platform;
  }

  Future<ApiResponse> list(ApiRequest request) {
    Page page = Page.withTextKey(request);
    SqlClient reader = platform.database().reader();
    Map<String, Object> parameters = new HashMap<>();
    String from = " FROM open_event" + where(request, parameters);
    return checkProject(reader, request.query("project"))
        .compose(known -> Future.all(
            SqlTemplate.forQuery(reader, "SELECT COUNT(*) AS n" + from).execute(parameters),
            SqlTemplate.forQuery(
                    reader,
                    "SELECT body" + from
                        + " ORDER BY position DESC LIMIT #{limit} OFFSET #{offset}")
                .execute(with(parameters, page))))
        .map(both -> answer(both.resultAt(0), both.resultAt(1), page));
  }

  private static Future<Void> checkProject(SqlClient reader, String project) {
    return project.isEmpty()
        ? Future.succeededFuture()
        : ProjectTable.get(reader, project)
            .compose(found -> found.isPresent()
                ? Future.succeededFuture()
                : Future.failedFuture(new Refusal(404, "project not found")));
  }

  private static String where(ApiRequest request, Map<String, Object> parameters) {
    StringBuilder where = new StringBuilder(" WHERE type = #{type}");
    parameters.put("type", request.path("eventType"));
    for (String filter : FILTERS) {
      addUnlessEmpty(where, parameters, filter, request.query(filter));
    }
    addUnlessEmpty(where, parameters, "id", request.query("eventID"));
    return where.toString();
  }

  private static void addUnlessEmpty(
      StringBuilder where, Map<String, Object> parameters, String column, String value) {
    if (!value.isEmpty()) {
      where.append(" AND ").append(column).append(" = #{").append(column).append('}');
      parameters.put(column, value);
    }
  }

  private static Map<String, Object> with(Map<String, Object> parameters, Page page) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("limit", page.size());
    all.put("offset", page.offset());
    return all;
  }

  private static ApiResponse answer(RowSet<Row> count, RowSet<Row> rows, Page page) {
    List<Map<String, Object>> events = new ArrayList<>(rows.size());
    rows.forEach(row -> events.add(Json.parseObject(row.getString("body"))));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("events", events);
    page.addTextKey(json, count.iterator().next().getLong("n"));
    return ApiResponse.json(200, json);
  }
}
