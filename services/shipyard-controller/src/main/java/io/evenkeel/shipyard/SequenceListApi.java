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
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Lists of runs: summaries per context, and executions.
 *
 * <p>Source: sequences.md §5.6. A stage of a summary that waits for something has a member
 * {@code waiting} {@code {reason, text, since, until?, behind?}} in addition, an execution too;
 * {@code behind} is the context of the run it queues behind. A run one of whose deliveries failed
 * has {@code {delivery, subscriber, attempts, error}} there as well.
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
    Future<List<StateDocument>> found = query.states(reader, page);
    return Future.all(found, query.count(reader, page, found))
        .compose(both -> withWaiting(both.resultAt(0))
            .map(states -> answer("states", states, page, both.<Long>resultAt(1))));
  }

  private Future<List<Map<String, Object>>> withWaiting(List<StateDocument> documents) {
    Future<List<Map<String, Map<String, Object>>>> all =
        Future.succeededFuture(new ArrayList<>(documents.size()));
    for (StateDocument document : documents) {
      all = all.compose(previous -> reasons(document).map(reasons -> {
        previous.add(reasons);
        return previous;
      }));
    }
    return all.compose(reasons -> withTrouble(documents, reasons));
  }

  private Future<List<Map<String, Object>>> withTrouble(
      List<StateDocument> documents, List<Map<String, Map<String, Object>>> reasons) {
    Set<String> open = new HashSet<>();
    for (int index = 0; index < documents.size(); index++) {
      StateDocument document = documents.get(index);
      if (!StateDocument.isFinal(document.state()) || !reasons.get(index).isEmpty()) {
        open.add(document.context());
      }
    }
    return trouble(open).map(trouble -> IntStream.range(0, documents.size())
        .mapToObj(index -> withWaiting(
            documents.get(index), trouble.over(reasons.get(index), documents.get(index))))
        .toList());
  }

  private Future<DeliveryTrouble> trouble(Collection<String> contexts) {
    return DeliveryTrouble.of(
        platform.database().reader(), contexts, platform.clock().instant());
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

  /** What was to start a run there has not been heard: nothing else is known of the stage yet. */
  private static Map<String, Object> unseen(String stage, Map<String, Object> reason) {
    return Map.of("name", stage, "state", "", "waiting", reason);
  }

  private static Map<String, Object> withWaiting(
      StateDocument document, Map<String, Map<String, Object>> reasons) {
    Map<String, Object> json = document.toMap();
    List<Object> stages = new ArrayList<>();
    Map<String, Map<String, Object>> unseen = new TreeMap<>(reasons);
    for (Object stage : Json.list(json.get("stages"))) {
      Map<String, Object> shown = new LinkedHashMap<>(Json.object(stage));
      String name = Json.text(shown.get("name"));
      Map<String, Object> reason = unseen.remove(name);
      if (reason != null) {
        shown.put("waiting", reason);
      }
      stages.add(shown);
    }
    unseen.forEach((name, reason) -> stages.add(unseen(name, reason)));
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
        .compose(known -> {
          Future<List<Sequence>> found = query.executions(reader, page);
          return Future.all(found, query.count(reader, page, found));
        })
        .compose(both -> toMaps(both.resultAt(0))
            .map(runs -> answer("sequenceExecutions", runs, page, both.<Long>resultAt(1))));
  }

  private Future<List<Map<String, Object>>> toMaps(List<Sequence> runs) {
    List<String> open = runs.stream()
        .filter(run -> run.waiting().isPresent())
        .map(run -> run.identity().context())
        .distinct()
        .toList();
    return trouble(open).compose(trouble -> {
      Future<List<Map<String, Object>>> all = Future.succeededFuture(new ArrayList<>());
      for (Sequence run : runs) {
        all = all.compose(previous -> toMap(run, trouble).map(json -> {
          previous.add(json);
          return previous;
        }));
      }
      return all;
    });
  }

  private Future<Map<String, Object>> toMap(Sequence run, DeliveryTrouble trouble) {
    Map<String, Object> json = SequenceJson.toMap(run);
    return run.waiting().isEmpty()
        ? Future.succeededFuture(json)
        : waits.of(run).map(waiting -> {
          json.put("waiting", trouble.over(waiting, run.identity()));
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
