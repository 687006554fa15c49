package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.model.sequence.Sequence;
import io.evenkeel.model.sequence.SequenceJson;
import io.evenkeel.model.sequence.StateDocument;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists of runs: summaries per context, and executions.
 *
 * <p>Source: sequences.md §5.6. A stage of a summary that waits for something has a member
 * {@code waiting} {@code {reason, text, since, until?, behind?}} in addition, an execution too;
 * {@code behind} is the context of the run it queues behind.
 */
final class SequenceListApi {

  private final Platform platform;
  private final WaitingReasons waits;

  SequenceListApi(Platform platform) {
    this.platform = platform;
    this.waits = new WaitingReasons(platform.database().reader());
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
      all = all.compose(previous -> reasons(document).map(reasons -> {
        previous.add(withWaiting(document, reasons));
        return previous;
      }));
    }
    return all;
  }

  /** A stage without an open run may have one whose start is put off. */
  private Future<Map<String, Map<String, Object>>> reasons(StateDocument document) {
    return open(document)
        .compose(waits::of)
        .compose(reasons -> document.pending().isEmpty()
            ? Future.succeededFuture(reasons)
            : HeldStartTable.of(
                    platform.database().reader(), document.project(), document.context())
                .map(held -> {
                  held.forEach(reasons::putIfAbsent);
                  return reasons;
                }));
  }

  /** Runs of a finished context may still be there: it was aborted in one stage. */
  private Future<List<Sequence>> open(StateDocument document) {
    return document.state().equals("finished")
        ? Future.succeededFuture(List.of())
        : ExecutionTable.open(
            platform.database().reader(), document.project(), document.context(), "");
  }

  private static Map<String, Object> withWaiting(
      StateDocument document, Map<String, Map<String, Object>> reasons) {
    Map<String, Object> json = document.toMap();
    List<Object> stages = new ArrayList<>();
    for (Object stage : Json.list(json.get("stages"))) {
      Map<String, Object> shown = new LinkedHashMap<>(Json.object(stage));
      Map<String, Object> reason = reasons.get(Json.text(shown.get("name")));
      if (reason != null) {
        shown.put("waiting", reason);
      }
      stages.add(shown);
    }
    json.put("stages", stages);
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
        .compose(both -> toMaps(both.resultAt(0))
            .map(runs -> answer("sequenceExecutions", runs, page, both.<Long>resultAt(1))));
  }

  private Future<List<Map<String, Object>>> toMaps(List<Sequence> runs) {
    Future<List<Map<String, Object>>> all = Future.succeededFuture(new ArrayList<>());
    for (Sequence run : runs) {
      all = all.compose(previous -> toMap(run).map(json -> {
        previous.add(json);
        return previous;
      }));
    }
    return all;
  }

  private Future<Map<String, Object>> toMap(Sequence run) {
    Map<String, Object> json = SequenceJson.toMap(run);
    return run.waiting().isEmpty()
        ? Future.succeededFuture(json)
        : waits.of(run).map(waiting -> {
          json.put("waiting", waiting);
          return json;
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
