package io.evenkeel.model.sequence;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The summary of a context that clients list: one document over all stages, changed by what happens
 * to its runs.
 *
 * <p>Source: sequences.md §4.2.
 */
public record StateDocument(
    String name,
    String service,
    String project,
    String time,
    String context,
    String state,
    List<StageState> stages,
    String problemTitle) {

  private static final String LIGHTHOUSE = "lighthouse-service";

  public StateDocument {
    stages = List.copyOf(stages);
  }

  /** The document of a context that was not known before. */
  public static StateDocument created(KeptnEvent trigger) {
    return new StateDocument(
        EventType.of(trigger.type()).sequence(),
        trigger.service(),
        trigger.project(),
        ApiTime.format(trigger.time()),
        trigger.context(),
        "triggered",
        List.of(StageState.named(trigger.stage())),
        Json.text(Json.at(trigger.data(), "problem", "problemTitle")));
  }

  /** A further sequence of this context was triggered. */
  public StateDocument triggered(KeptnEvent trigger, Instant at) {
    return inStage(trigger.stage(), stage -> stage.saw(trigger, at).withState(trigger.status()));
  }

  /** A task of {@code stage} was triggered, started or finished. */
  public StateDocument sawTask(String stage, KeptnEvent event, Instant at) {
    return inStage(stage, before -> {
      StageState after = before.saw(event, at).withState("triggered");
      if (event.type().equals(EventType.task("deployment", "triggered"))) {
        return after.withImage(image(event));
      }
      boolean judged = event.type().equals(EventType.task("evaluation", "finished"))
          && event.source().equals(LIGHTHOUSE);
      return judged ? after.withEvaluation(event) : after;
    });
  }

  /** A sequence of {@code stage} ended with {@code finished}. */
  public StateDocument sawEnd(String stage, KeptnEvent finished, Instant at) {
    return inStage(stage, before -> before.saw(finished, at).withState(finished.status()));
  }

  /** Only {@code stage} was paused or resumed. */
  public StateDocument inStage(String stage, String stageState) {
    return inStage(stage, before -> before.withState(stageState));
  }

  public StateDocument withState(String next) {
    return new StateDocument(name, service, project, time, context, next, stages, problemTitle);
  }

  private StateDocument inStage(String stage, UnaryOperator<StageState> change) {
    List<StageState> changed = new ArrayList<>();
    boolean known = false;
    for (StageState entry : stages) {
      boolean hit = entry.name().equals(stage);
      changed.add(hit ? change.apply(entry) : entry);
      known |= hit;
    }
    if (!known) {
      changed.add(change.apply(StageState.named(stage)));
    }
    return new StateDocument(name, service, project, time, context, state, changed, problemTitle);
  }

  private static String image(KeptnEvent deployment) {
    return Json.text(Json.at(deployment.data(), "configurationChange", "values", "image"));
  }

  /** The members in the original's order. */
  public Map<String, Object> toMap() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("service", service);
    json.put("project", project);
    json.put("time", time);
    json.put("shkeptncontext", context);
    json.put("state", state);
    json.put("stages", stages.stream().map(StageState::toMap).toList());
    if (!problemTitle.isEmpty()) {
      json.put("problemTitle", problemTitle);
    }
    return json;
  }

  /** Reads what {@link #toMap} wrote. */
  public static StateDocument fromMap(Map<String, Object> json) {
    return new StateDocument(
        Json.text(json.get("name")),
        Json.text(json.get("service")),
        Json.text(json.get("project")),
        Json.text(json.get("time")),
        Json.text(json.get("shkeptncontext")),
        Json.text(json.get("state")),
        Json.list(json.get("stages")).stream()
            .map(stage -> StageState.fromMap(Json.object(stage)))
            .toList(),
        Json.text(json.get("problemTitle")));
  }
}
