package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Database;
import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.StateDocument;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code importHistory}: stores what happened in another installation as it was, with its ids and
 * times. Nobody is told of these events, so nothing starts, and later evaluations find the earlier
 * ones to compare with.
 *
 * <p>What is there already stays as it is, so the same may be sent again.
 */
final class HistoryApi {

  private final Database database;

  HistoryApi(Database database) {
    this.database = database;
  }

  /** Answers {@code {"events": n, "sequences": n}}: how many were new. */
  Future<ApiResponse> store(ApiRequest request) {
    String project = request.path("project");
    History history = History.read(request.body(), project);
    return database
        .transaction(client -> ProjectTable.get(client, project)
            .map(found -> found.orElseThrow(() ->
                new Refusal(404, "Project not found: %s; create it first".formatted(project))))
            .compose(known -> store(client, history)))
        .map(stored -> ApiResponse.json(200, stored));
  }

  private static Future<Map<String, Object>> store(SqlClient client, History history) {
    return count(history.events(), (KeptnEvent event) -> EventLog.append(client, event))
        .compose(events -> count(
                history.sequences(), (StateDocument run) -> StateTable.putIfAbsent(client, run))
            .map(runs -> answer(events, runs)));
  }

  /** One after the other, in their order. */
  private static <T> Future<Integer> count(List<T> items, Function<T, Future<Boolean>> store) {
    Future<Integer> done = Future.succeededFuture(0);
    for (T item : items) {
      done = done.compose(before -> store.apply(item).map(isNew -> isNew ? before + 1 : before));
    }
    return done;
  }

  private static Map<String, Object> answer(int events, int runs) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("events", events);
    answer.put("sequences", runs);
    return answer;
  }
}
