package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.slo.EvaluationWindow;
import io.vertx.core.Future;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Starts an evaluation on request.
 *
 * <p>Source: rest-api.md §4.4, sequences.md §5.7.
 */
final class EvaluationApi {

  private static final String SOURCE = "https://github.com/keptn/keptn/api";
  private static final int UNKNOWN = 2;

  private final Platform platform;

  EvaluationApi(Platform platform) {
    this.platform = platform;
  }

  Future<ApiResponse> trigger(ApiRequest request) {
    Map<String, Object> body = RequestBody.read(request.body());
    RequestBody.texts(body, "labels");
    checkCombination(text(body, "start"), text(body, "end"), text(body, "timeframe"));
    text(body, "gitcommitid");
    return problem(request)
        .compose(problem ->
            problem.isPresent() ? Future.succeededFuture(problem.get()) : start(request, body));
  }

  private static void checkCombination(String start, String end, String timeframe) {
    String problem = "";
    if (!timeframe.isEmpty() && !end.isEmpty()) {
      problem = "timeframe and end time specifications cannot be set together";
    } else if (!start.isEmpty() && timeframe.isEmpty() && end.isEmpty()) {
      problem =
          "timeframe or end time specifications need to be specified when using start parameter";
    } else if (!end.isEmpty() && start.isEmpty()) {
      problem = "end time specifications cannot be set without start parameter";
    }
    if (!problem.isEmpty()) {
      throw RequestBody.invalid(problem);
    }
  }

  private Future<Optional<ApiResponse>> problem(ApiRequest request) {
    var reader = platform.database().reader();
    return ProjectTable.get(reader, request.path("project"))
        .compose(project -> project.isEmpty()
            ? Future.succeededFuture(unknown("project"))
            : ProjectView.load(reader, project.get()).map(view -> {
              if (view.stage(request.path("stage")).isEmpty()) {
                return unknown("stage");
              }
              boolean known =
                  view.service(request.path("stage"), request.path("service")).isPresent();
              return known ? Optional.<ApiResponse>empty() : unknown("service");
            }));
  }

  private static Optional<ApiResponse> unknown(String what) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", UNKNOWN);
    error.put("message", what + " not found");
    return Optional.of(ApiResponse.json(400, error));
  }

  private Future<ApiResponse> start(ApiRequest request, Map<String, Object> body) {
    EvaluationWindow window;
    try {
      window = EvaluationWindow.resolve(
          text(body, "start"),
          text(body, "end"),
          text(body, "timeframe"),
          platform.clock().instant());
    } catch (IllegalArgumentException invalid) {
      return Future.succeededFuture(
          ApiResponse.json(400, Map.of("message", String.valueOf(invalid.getMessage()))));
    }
    String context = UUID.randomUUID().toString();
    KeptnEvent trigger = KeptnEvent.of(
            UUID.randomUUID().toString(),
            EventType.sequence(request.path("stage"), "evaluation", "triggered"),
            SOURCE,
            platform.clock().instant(),
            context,
            data(request, body, window))
        .withGitCommitId(text(body, "gitcommitid"));
    return platform
        .mesh()
        .publish(trigger)
        .map(sent -> ApiResponse.json(200, Map.of("keptnContext", context)));
  }

  private static Map<String, Object> data(
      ApiRequest request, Map<String, Object> body, EvaluationWindow window) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("project", request.path("project"));
    data.put("stage", request.path("stage"));
    data.put("service", request.path("service"));
    Map<String, Object> labels = Json.object(Json.get(body, "labels"));
    if (!labels.isEmpty()) {
      data.put("labels", labels);
    }
    data.put("test", Map.of("start", "", "end", ""));
    data.put("evaluation", Map.of("start", window.start(), "end", window.end(), "timeframe", ""));
    data.put("deployment", Collections.singletonMap("deploymentNames", null));
    return data;
  }

  private static String text(Map<String, Object> body, String name) {
    return RequestBody.text(body, name);
  }
}
