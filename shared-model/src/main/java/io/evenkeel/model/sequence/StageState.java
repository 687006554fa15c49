package io.evenkeel.model.sequence;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A run in one stage as clients see it. Absent members are {@code ""} or empty maps.
 *
 * @param latestEvaluation {@code {result, score}}
 * @param latestEvent {@code {type, id, time}}, like {@code latestFailedEvent}
 */
public record StageState(
    String name,
    String image,
    String state,
    Map<String, Object> latestEvaluation,
    Map<String, Object> latestEvent,
    Map<String, Object> latestFailedEvent) {

  public StageState {
    latestEvaluation = Json.freezeObject(latestEvaluation);
    latestEvent = Json.freezeObject(latestEvent);
    latestFailedEvent = Json.freezeObject(latestFailedEvent);
  }

  static StageState named(String name) {
    return new StageState(name, "", "", Map.of(), Map.of(), Map.of());
  }

  StageState withState(String next) {
    return new StageState(name, image, next, latestEvaluation, latestEvent, latestFailedEvent);
  }

  /** Takes {@code event} as the latest, and as the latest failure if it tells of one. */
  StageState saw(KeptnEvent event, Instant at) {
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("type", event.type());
    seen.put("id", event.id());
    seen.put("time", ApiTime.format(at));
    boolean failed = event.result().equals("fail") || event.status().equals("errored");
    return new StageState(
        name, image, state, latestEvaluation, seen, failed ? seen : latestFailedEvent);
  }

  StageState withImage(String next) {
    return new StageState(name, next, state, latestEvaluation, latestEvent, latestFailedEvent);
  }

  StageState withEvaluation(KeptnEvent finished) {
    Map<String, Object> evaluation = new LinkedHashMap<>();
    evaluation.put("result", finished.result());
    Object score = Json.at(finished.data(), "evaluation", "score");
    evaluation.put("score", score == null ? 0L : score);
    return new StageState(name, image, state, evaluation, latestEvent, latestFailedEvent);
  }

  Map<String, Object> toMap() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    if (!image.isEmpty()) {
      json.put("image", image);
    }
    json.put("state", state);
    putUnlessEmpty(json, "latestEvaluation", latestEvaluation);
    putUnlessEmpty(json, "latestEvent", latestEvent);
    putUnlessEmpty(json, "latestFailedEvent", latestFailedEvent);
    return json;
  }

  static StageState fromMap(Map<String, Object> json) {
    return new StageState(
        Json.text(json.get("name")),
        Json.text(json.get("image")),
        Json.text(json.get("state")),
        Json.object(json.get("latestEvaluation")),
        Json.object(json.get("latestEvent")),
        Json.object(json.get("latestFailedEvent")));
  }

  private static void putUnlessEmpty(
      Map<String, Object> json, String name, Map<String, Object> value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }
}
