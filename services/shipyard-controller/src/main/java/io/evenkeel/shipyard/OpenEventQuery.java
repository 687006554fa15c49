package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.Sql;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Which open events a client wants, as conditions on the table. */
final class OpenEventQuery {

  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();
  private final Page page;
  private final Set<String> known;

  OpenEventQuery(ApiRequest request) {
    this.page = Page.withTextKey(request);
    equal("type", "type", request.path("eventType"));
    // project || '': a project may have far more open events than the type.
    equalUnlessEmpty("project || ''", "project", request.query("project"));
    for (String filter : List.of("stage", "service")) {
      equalUnlessEmpty(filter, filter, request.query(filter));
    }
    equalUnlessEmpty("id", "id", request.query("eventID"));
    this.known = ids(request.query("known"));
    without(List.copyOf(known));
  }

  private void equal(String column, String name, String value) {
    conditions.add(column + " = #{" + name + "}");
    parameters.put(name, value);
  }

  private void equalUnlessEmpty(String column, String name, String value) {
    if (!value.isEmpty()) {
      equal(column, name, value);
    }
  }

  private static Set<String> ids(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::trim)
        .filter(id -> !id.isEmpty())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void without(List<String> ids) {
    if (!ids.isEmpty()) {
      conditions.add("id NOT IN (" + Sql.list("known", ids, parameters) + ")");
    }
  }

  /** The answer's {@code {events, nextPageKey, totalCount?}}, newest first. */
  Future<Map<String, Object>> run(SqlClient client) {
    return events(client).compose(events -> count(client, events.size()).map(total -> {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("events", events);
      page.addTextKey(json, total);
      return json;
    }));
  }

  /** Whether {@code event}, which is open and of the type, is among what is asked for. */
  boolean selects(KeptnEvent event) {
    return page.offset() == 0
        && isOrAny("project", event.project())
        && isOrAny("stage", event.stage())
        && isOrAny("service", event.service())
        && isOrAny("id", event.id())
        && !known.contains(event.id());
  }

  private boolean isOrAny(String name, String value) {
    return value.equals(parameters.getOrDefault(name, value));
  }

  /** The answer, where nothing but {@code event} is open of what is asked for. */
  Map<String, Object> only(KeptnEvent event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("events", List.of(EventJson.toMap(event)));
    page.addTextKey(json, 1);
    return json;
  }

  private Future<List<Map<String, Object>>> events(SqlClient client) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("limit", page.size());
    all.put("offset", page.offset());
    return Sql.forQuery(
            client,
            "SELECT body" + from() + " ORDER BY position + 0 DESC LIMIT #{limit} OFFSET #{offset}")
        .execute(all)
        .map(OpenEventQuery::bodies);
  }

  /** A first page that is not full says it itself, which saves pollers a query. */
  private Future<Long> count(SqlClient client, int found) {
    return page.offset() == 0 && found < page.size()
        ? Future.succeededFuture((long) found)
        : Sql.forQuery(client, "SELECT COUNT(*) AS n" + from())
            .execute(parameters)
            .map(rows -> rows.iterator().next().getLong("n"));
  }

  private String from() {
    return " FROM open_event WHERE " + String.join(" AND ", conditions);
  }

  private static List<Map<String, Object>> bodies(RowSet<Row> rows) {
    List<Map<String, Object>> events = new ArrayList<>(rows.size());
    rows.forEach(row -> events.add(Json.parseObject(row.getString("body"))));
    return events;
  }
}
