package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.sequence.SequenceJson;
import io.evenkeel.model.sequence.StateDocument;
import io.evenkeel.model.sequence.Waiting;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists of runs: summaries per context, and executions.
 *
 * <p>Source: sequences.md §5.6. A stage of a summary that waits for something has a member
 * {@code waiting} {@code {reason, text, since, until?}} in addition.
 */
final class SequenceListApi {

  private final Platform platform;

  SequenceListApi(Platform platform) {
    this.platform = platform;
  }

  Future<ApiResponse> states(ApiRequest request) {
    Page page = Page.withNumberKey(request);
    RunQuery query = RunQuery.states(request);
    SqlClient reader = platform.database().reader();
    return Future.all(query.states(reader, page), query.count(reader))
        .compose(both -> withWaiting(both.resultAt(0))
            .map(states -> answer("states", states, page, both.<Long>resultAt(1))));
  }

  private Future<List<Map<String, Object>>> withWaiting(List<StateDocument> documents) {
    Future<List<Map<String, Object>>> all = Future.succeededFuture(new ArrayList<>());
    for (StateDocument document : documents) {
      all = all.compose(previous -> open(document).map(runs -> {
        previous.add(withWaiting(document, runs));
        return previous;
      }));
    }
    return all;
  }

  private Future<List<Sequence>> open(StateDocument document) {
    return document.state().equals("finished")
        ? Future.succeededFuture(List.of())
        : ExecutionTable.open(
            platform.database().reader(), document.project(), document.context(), "");
  }

  private static Map<String, Object> withWaiting(StateDocument document, List<Sequence> runs) {
    Map<String, Object> json = document.toMap();
    List<Object> stages = new ArrayList<>();
    for (Object stage : Json.list(json.get("stages"))) {
      Map<String, Object> shown = new LinkedHashMap<>(Json.object(stage));
      runs.stream()
          .filter(run -> run.identity().stage().equals(shown.get("name")))
          .flatMap(run -> run.waiting().stream())
          .findFirst()
          .ifPresent(waiting -> shown.put("waiting", toMap(waiting)));
      stages.add(shown);
    }
    json.put("stages", stages);
    return json;
  }

  private static Map<String, Object> toMap(Waiting waiting) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reason", waiting.reason());
    json.put("text", waiting.text());
    json.put("since", waiting.since().toString());
    Instant until = waiting.until();
    if (until != null) {
      json.put("until", until.toString());
    }
    return json;
  }

  Future<ApiResponse> executions(ApiRequest request) {
    if (request.query("project").isEmpty()) {
      throw new Refusal(400, "Invalid request format: project name must not be empty");
    }
    Page page = Page.withNumberKey(request);
    RunQuery query = RunQuery.executions(request);
    SqlClient reader = platform.database().reader();
    return ProjectTable.get(reader, request.query("project"))
        .map(found -> found.orElseThrow(() -> new Refusal(404, "project not found")))
        .compose(known -> Future.all(query.executions(reader, page), query.count(reader)))
        .map(both -> {
          List<Map<String, Object>> runs =
              both.<List<Sequence>>resultAt(0).stream().map(SequenceJson::toMap).toList();
          return answer("sequenceExecutions", runs, page, both.<Long>resultAt(1));
        });
  }

  private static ApiResponse answer(
      String name, List<Map<String, Object>> elements, Page page, long total) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(name, elements);
    page.addNumberKey(json, total);
    if (name.equals("sequenceExecutions") && !elements.isEmpty()) {
      json.put("pageSize", elements.size());
    }
    return ApiResponse.json(200, json);
  }
}
