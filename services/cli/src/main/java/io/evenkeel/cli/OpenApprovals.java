package io.evenkeel.cli;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The approvals that wait for somebody. Source: approval.md §4. */
final class OpenApprovals {

  private OpenApprovals() {}

  /** Returns the open {@code approval.triggered} events, newest first. */
  static List<Map<String, Object>> of(
      Api api, String project, @Nullable String stage, @Nullable String service) {
    String path = ApiPath.controlPlane(
            "event", "triggered", EventType.task("approval", "triggered"))
        .where("project", project)
        .where("stage", stage)
        .where("service", service)
        .toString();
    return api.all(path, "events");
  }

  /** Returns the image that would be deployed, or {@code -}. */
  static String image(Map<String, Object> approval) {
    String image = Json.text(Json.at(approval, "data", "configurationChange", "values", "image"));
    return image.isEmpty() ? "-" : image;
  }

  /** Returns result and score of the run's latest evaluation, or {@code -}. */
  static String score(Api api, Map<String, Object> approval) {
    String path = ApiPath.events()
        .where("project", Json.text(Json.at(approval, "data", "project")))
        .where("keptnContext", Json.text(approval.get("shkeptncontext")))
        .where("type", EventType.task("evaluation", "finished"))
        .toString();
    return Json.list(api.get(path).get("events")).stream()
        .map(event -> Json.object(Json.at(Json.object(event), "data", "evaluation")))
        .map(evaluation -> "%s, score %s"
            .formatted(Json.text(evaluation.get("result")), Json.write(evaluation.get("score"))))
        .findFirst()
        .orElse("-");
  }
}
