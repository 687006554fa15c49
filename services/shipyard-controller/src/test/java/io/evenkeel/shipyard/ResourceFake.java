package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A resource service with two ends: it keeps the shipyards it is given, answers as it is told to,
 * and remembers what it was asked.
 */
final class ResourceFake {

  private final Map<String, String> shipyards = new ConcurrentHashMap<>();
  private final Map<String, Object> upstreams = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final List<Told> told = new CopyOnWriteArrayList<>();

  /** One call: {@code project} is that of the path or, failing that, of the body. */
  record Asked(String operation, String project, String body) {}

  private record Told(String operation, Predicate<ApiRequest> which, ApiResponse answer) {}

  /** Answers {@code operation} of {@code project} like this from now on. */
  void answer(String operation, String project, ApiResponse answer) {
    answer(operation, request -> project(request).equals(project), answer);
  }

  void answer(String operation, Predicate<ApiRequest> which, ApiResponse answer) {
    told.add(0, new Told(operation, which, answer));
  }

  void refuse(String operation, String project, int status, String message) {
    answer(operation, project, ApiResponse.error(status, message));
  }

  /** The operations asked for {@code project}, in order. */
  List<String> asked(String project) {
    return asked.stream()
        .filter(call -> call.project().equals(project))
        .map(Asked::operation)
        .toList();
  }

  /** The body of the last call of that operation for that project. */
  Map<String, Object> body(String operation, String project) {
    return asked.stream()
        .filter(call -> call.project().equals(project) && call.operation().equals(operation))
        .reduce((one, later) -> later)
        .map(call -> Json.parseObject(call.body()))
        .orElseThrow();
  }

  void write(String project, String text) {
    shipyards.put(project, text);
  }

  String shipyard(String project) {
    return shipyards.getOrDefault(project, "");
  }

  Map<String, Function<ApiRequest, Future<ApiResponse>>> operations() {
    Map<String, Function<ApiRequest, ApiResponse>> answers = new HashMap<>();
    for (String name : List.of("createStage", "createService", "deleteService", "deleteProject")) {
      answers.put(name, request -> ApiResponse.empty(204));
    }
    answers.put("createProject", this::upstream);
    answers.put("updateProject", this::upstream);
    answers.put("getUpstreams", request -> ApiResponse.json(200, Map.of("upstreams", upstreams)));
    answers.put("updateResources", this::write);
    answers.put("getHeads", request -> read(request, text -> heads(text, request.path("stage"))));
    answers.put(
        "getResource",
        request -> read(request, text -> Map.of("resourceContent", World.base64(text))));
    Map<String, Function<ApiRequest, Future<ApiResponse>>> operations = new HashMap<>();
    answers.forEach((name, answer) ->
        operations.put(name, request -> Future.succeededFuture(carryOut(name, request, answer))));
    return operations;
  }

  private ApiResponse carryOut(
      String operation, ApiRequest request, Function<ApiRequest, ApiResponse> answer) {
    asked.add(new Asked(operation, project(request), request.body()));
    return told.stream()
        .filter(rule -> rule.operation().equals(operation) && rule.which().test(request))
        .findFirst()
        .map(Told::answer)
        .orElseGet(() -> answer.apply(request));
  }

  private static String project(ApiRequest request) {
    String path = request.path("project");
    boolean named = path.isEmpty() && !request.body().isEmpty();
    return named ? Json.text(Json.parseObject(request.body()).get("projectName")) : path;
  }

  private ApiResponse upstream(ApiRequest request) {
    Map<String, Object> given = Json.object(Json.parseObject(request.body()).get("gitCredentials"));
    if (!given.isEmpty()) {
      upstreams.put(
          project(request),
          Map.of(
              "remoteURL",
              Json.text(given.get("remoteURL")),
              "user",
              Json.text(given.get("user"))));
    }
    return ApiResponse.empty(204);
  }

  private ApiResponse write(ApiRequest request) {
    Map<String, Object> file =
        Json.object(Json.list(Json.parseObject(request.body()).get("resources")).get(0));
    String text = new String(
        Base64.getDecoder().decode(Json.text(file.get("resourceContent"))), StandardCharsets.UTF_8);
    write(project(request), text);
    return ApiResponse.json(200, Map.of("commitID", "c1"));
  }

  private ApiResponse read(ApiRequest request, Function<String, Map<String, Object>> answer) {
    String text = shipyards.get(project(request));
    return text == null
        ? ApiResponse.error(404, "Could not find credentials for upstream repository")
        : ApiResponse.json(200, answer.apply(text));
  }

  private static Map<String, Object> heads(String text, String stage) {
    String commit = stage.isEmpty() ? "" : "head-1";
    return Map.of("project", "c0", "shipyard", "r" + text.hashCode(), "stage", commit);
  }
}
