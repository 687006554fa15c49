package io.evenkeel.model.sequence;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a context that clients list: one document over all stages, changed by what happens
 * to its runs.
 *
 * <p>Source: sequences.md §4.2.
 *
 * @param time of the first trigger, UTC with three decimals
 * @param pending ids of triggers that were sent because a sequence ended and have not arrived yet:
 *     until they have, the context is not over
 */
public record StateDocument(
    String name,
    String service,
    String project,
    String time,
    String context,
    String state,
    List<StageState> stages,
    String problemTitle,
    List<String> pending) {

  private static final Set<String> FINAL_STATES = Set.of("finished", "aborted", "timedOut");
  private static final String LIGHTHOUSE = "lighthouse-service";

  public StateDocument {
    stages = List.copyOf(stages);
    pending = List.copyOf(pending);
  }

  /** The states in which nothing happens any more, by name. */
  public static List<String> finalStates() {
    return FINAL_STATES.stream().sorted().toList();
  }

  /** Whether a context in {@code state} does nothing any more (rest-api.md §4.7). */
  public static boolean isFinal(String state) {
    return FINAL_STATES.contains(state);
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
        Json.text(Json.at(trigger.data(), "problem", "problemTitle")),
        List.of());
  }

  /** A sequence ended and {@code trigger} was sent because of it. */
  public StateDocument expecting(KeptnEvent trigger) {
    List<String> more = new ArrayList<>(pending);
    more.add(trigger.id());
    return with(state, stages, more);
  }

  /** Whether {@code trigger} was sent because a sequence ended. */
  public boolean expects(KeptnEvent trigger) {
    return pending.contains(trigger.id());
  }

  /** What was expected has arrived, or is not wanted any more. */
  public StateDocument withoutPending(String triggerId) {
    return with(
        state, stages, pending.stream().filter(id -> !id.equals(triggerId)).toList());
  }

  /** A further sequence of this context was triggered. */
  public StateDocument triggered(KeptnEvent trigger, Instant at) {
    return inStage(trigger.stage(), stage -> stage.saw(trigger, at).withState(trigger.status()));
  }

  /**
   * A task of {@code stage} was triggered, started or finished. An event whose image or evaluation
   * has another form than it should is not shown at all; one that is shown already, because it was
   * held back before it was sent, changes nothing.
   */
  public StateDocument sawTask(String stage, KeptnEvent event, Instant at) {
    if (!isReadable(event) || isLatest(stage, event)) {
      return this;
    }
    return inStage(stage, before -> {
      StageState after = before.saw(event, at).withState("triggered");
      if (event.type().equals(EventType.task("deployment", "triggered"))) {
        return after.withImage(image(event));
      }
      return isJudgement(event) ? after.withEvaluation(event) : after;
    });
  }

  private boolean isLatest(String stage, KeptnEvent event) {
    return stages.stream()
        .filter(known -> known.name().equals(stage))
        .anyMatch(known -> event.id().equals(known.latestEvent().get("id")));
  }

  private static boolean isJudgement(KeptnEvent event) {
    return event.type().equals(EventType.task("evaluation", "finished"))
        && event.source().equals(LIGHTHOUSE);
  }

  private static boolean isReadable(KeptnEvent event) {
    if (event.type().equals(EventType.task("deployment", "triggered"))) {
      Object change = Json.get(event.data(), "configurationChange");
      return isObject(change) && isObject(Json.get(Json.object(change), "values"));
    }
    Object evaluation = Json.get(event.data(), "evaluation");
    Object score = Json.get(Json.object(evaluation), "score");
    return !isJudgement(event)
        || (isObject(evaluation) && (score == null || score instanceof Number));
  }

  private static boolean isObject(@Nullable Object value) {
    return value == null || value instanceof Map<?, ?>;
  }

  /** A sequence of {@code stage} ended with {@code finished}. */
  public StateDocument sawEnd(String stage, KeptnEvent finished, Instant at) {
    return inStage(stage, before -> before.saw(finished, at).withState(finished.status()));
  }

  /** Only {@code stage} was paused or resumed; nothing to show if the run was never there. */
  public StateDocument inStage(String stage, String stageState) {
    return stages.stream().anyMatch(known -> known.name().equals(stage))
        ? inStage(stage, before -> before.withState(stageState))
        : this;
  }

  public StateDocument withState(String next) {
    return with(next, stages, pending);
  }

  private StateDocument with(String next, List<StageState> changed, List<String> waited) {
    return new StateDocument(
        name, service, project, time, context, next, changed, problemTitle, waited);
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
    return with(state, changed, pending);
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
    if (!pending.isEmpty()) {
      json.put("pending", pending);
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
        Json.text(json.get("problemTitle")),
        Json.list(json.get("pending")).stream().map(Json::text).toList());
  }
}
