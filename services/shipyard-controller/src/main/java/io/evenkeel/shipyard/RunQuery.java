package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.Sql;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.sequence.StateDocument;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a client asks of the lists of runs, as conditions on their tables. */
final class RunQuery {

  private final String table;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> parameters = new HashMap<>();
  private boolean narrow;

  private RunQuery(String table) {
    this.table = table;
  }

  static RunQuery states(ApiRequest request) {
    RunQuery query = new RunQuery("sequence_state");
    query.anyContext(request.query("keptnContext"));
    query.project(request.path("project"));
    query.equalUnlessEmpty("name", request.query("name"));
    query.equalUnlessEmpty("state", request.query("state"));
    query.comparedUnlessEmpty("time > #{from}", "from", request.query("fromTime"));
    query.comparedUnlessEmpty("time < #{before}", "before", request.query("beforeTime"));
    return query;
  }

  static RunQuery executions(ApiRequest request) {
    RunQuery query = new RunQuery("execution");
    String context = request.query("keptnContext");
    query.narrow = !context.isEmpty();
    query.project(request.query("project"));
    query.equalUnlessEmpty("stage", request.query("stage"));
    query.equalUnlessEmpty("service", request.query("service"));
    query.equalUnlessEmpty("name", request.query("name"));
    query.equalUnlessEmpty("state", request.query("status"));
    query.equalUnlessEmpty("context", context);
    return query;
  }

  Future<List<StateDocument>> states(SqlClient client, Page page) {
    return Sql.forQuery(client, select("time DESC, context"))
        .execute(with(page))
        .map(StateTable::documents);
  }

  Future<List<Sequence>> executions(SqlClient client, Page page) {
    return Sql.forQuery(client, select("triggered_at DESC, position DESC"))
        .execute(with(page))
        .map(ExecutionTable::sequences);
  }

  /**
   * How many there are over all pages. Of a few contexts a first page that is not full says it
   * itself; else the count is asked for along with the page.
   */
  <T> Future<Long> count(SqlClient client, Page page, Future<List<T>> found) {
    return narrow && page.offset() == 0
        ? found.compose(first -> first.size() < page.size()
            ? Future.succeededFuture((long) first.size())
            : count(client))
        : count(client);
  }

  private Future<Long> count(SqlClient client) {
    return Sql.forQuery(client, "SELECT COUNT(*) AS n FROM " + table + where())
        .execute(parameters)
        .map(rows -> rows.iterator().next().getLong("n"));
  }

  private String select(String order) {
    return "SELECT body FROM " + table + where() + " ORDER BY " + order
        + " LIMIT #{limit} OFFSET #{offset}";
  }

  private String where() {
    return " WHERE " + String.join(" AND ", conditions);
  }

  private Map<String, Object> with(Page page) {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("limit", page.size());
    all.put("offset", page.offset());
    return all;
  }

  /** With contexts, the few rows of those are looked at, not the project's. */
  private void project(String name) {
    equal(narrow ? "project || ''" : "project", "project", name);
  }

  private void equal(String column, String value) {
    equal(column, column, value);
  }

  private void equal(String column, String name, String value) {
    conditions.add(column + " = #{" + name + "}");
    parameters.put(name, value);
  }

  private void equalUnlessEmpty(String column, String value) {
    if (!value.isEmpty()) {
      equal(column, value);
    }
  }

  private void comparedUnlessEmpty(String condition, String name, String value) {
    if (!value.isEmpty()) {
      conditions.add(condition);
      parameters.put(name, value);
    }
  }

  private void anyContext(String list) {
    List<String> contexts =
        Stream.of(list.split(",")).map(String::trim).filter(c -> !c.isEmpty()).toList();
    if (contexts.isEmpty()) {
      return;
    }
    narrow = true;
    List<String> names = new ArrayList<>();
    for (String context : contexts) {
      String name = "context" + names.size();
      names.add("#{" + name + "}");
      parameters.put(name, context);
    }
    conditions.add("context IN (" + String.join(", ", names) + ")");
  }
}
