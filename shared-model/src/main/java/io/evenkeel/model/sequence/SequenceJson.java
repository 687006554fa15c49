package io.evenkeel.model.sequence;

import io.evenkeel.model.Json;
import io.evenkeel.model.shipyard.TaskDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a {@link Sequence}: what {@code GET /sequence-execution} answers, with the
 * members the original lacks ({@code status.slot}, times of the current task) added.
 *
 * <p>Source: sequences.md §5.6.
 */
public final class SequenceJson {

  private SequenceJson() {}

  public static Map<String, Object> toMap(Sequence sequence) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("_id", sequence.identity().id());
    json.put("schemaVersion", "1");
    json.put("sequence", definition(sequence));
    json.put("status", status(sequence));
    json.put("scope", scope(sequence.identity()));
    json.put("inputProperties", sequence.plan().input());
    json.put("triggeredAt", sequence.triggeredAt().toString());
    json.put("startTimeoutMs", sequence.plan().startTimeout().toMillis());
    if (!sequence.plan().limit().isZero()) {
      json.put("timeoutMs", sequence.plan().limit().toMillis());
    }
    return json;
  }

  public static String write(Sequence sequence) {
    return Json.write(toMap(sequence));
  }

  /** Reads what {@link #write} wrote. */
  public static Sequence read(String text) {
    Map<String, Object> json = Json.parseObject(text);
    Map<String, Object> status = Json.object(json.get("status"));
    String state = Json.text(status.get("state"));
    boolean paused = state.equals("paused");
    Instant triggeredAt = Instant.parse(Json.text(json.get("triggeredAt")));
    Instant since = instant(status.get("since"));
    return new Sequence(
        identity(json),
        plan(json),
        Phase.of(paused ? Json.text(status.get("stateBeforePause")) : state),
        paused,
        Slot.valueOf(Json.text(status.get("slot"))),
        since == null ? triggeredAt : since,
        Json.list(status.get("previousTasks")).stream()
            .map(SequenceJson::finished)
            .toList(),
        current(status.get("currentTask")),
        triggeredAt,
        instant(status.get("deadline")));
  }

  private static Plan plan(Map<String, Object> json) {
    return new Plan(
        Json.list(Json.at(json, "sequence", "tasks")).stream()
            .map(SequenceJson::task)
            .toList(),
        Json.object(json.get("inputProperties")),
        millis(json.get("startTimeoutMs")),
        millis(json.get("timeoutMs")));
  }

  private static Duration millis(@Nullable Object value) {
    return value instanceof Number number ? Duration.ofMillis(number.longValue()) : Duration.ZERO;
  }

  private static @Nullable Instant instant(@Nullable Object value) {
    String text = Json.text(value);
    return text.isEmpty() ? null : Instant.parse(text);
  }

  private static Map<String, Object> definition(Sequence sequence) {
    Map<String, Object> definition = new LinkedHashMap<>();
    definition.put("name", sequence.identity().name());
    definition.put(
        "tasks", sequence.plan().tasks().stream().map(SequenceJson::task).toList());
    return definition;
  }

  private static Map<String, Object> task(TaskDefinition task) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", task.name());
    if (!task.triggeredAfter().isEmpty()) {
      json.put("triggeredAfter", task.triggeredAfter());
    }
    if (!task.timeout().isEmpty()) {
      json.put("timeout", task.timeout());
    }
    json.put("properties", task.properties());
    return Json.freezeObject(json);
  }

  private static TaskDefinition task(@Nullable Object value) {
    Map<String, Object> json = Json.object(value);
    return new TaskDefinition(
        Json.text(json.get("name")),
        Json.text(json.get("triggeredAfter")),
        Json.text(json.get("timeout")),
        json.get("properties"));
  }

  private static Map<String, Object> status(Sequence sequence) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    boolean paused = sequence.state().equals("paused");
    status.put("state", sequence.state());
    status.put("stateBeforePause", paused ? sequence.phase().toString() : "");
    status.put("slot", sequence.slot().name());
    status.put("since", sequence.since().toString());
    putUnlessNull(status, "deadline", sequence.deadline());
    status.put(
        "previousTasks", sequence.done().stream().map(SequenceJson::finished).toList());
    CurrentTask current = sequence.current();
    status.put("currentTask", current == null ? none() : current(current));
    return Json.freezeObject(status);
  }

  private static Map<String, Object> none() {
    return Map.of("name", "", "triggeredID", "", "events", List.of());
  }

  private static Map<String, Object> finished(FinishedTask task) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", task.name());
    json.put("triggeredID", task.triggeredId());
    json.put("result", task.result());
    json.put("status", task.status());
    json.put("properties", task.properties());
    return json;
  }

  private static FinishedTask finished(@Nullable Object value) {
    Map<String, Object> json = Json.object(value);
    return new FinishedTask(
        Json.text(json.get("name")),
        Json.text(json.get("triggeredID")),
        Json.text(json.get("result")),
        Json.text(json.get("status")),
        Json.object(json.get("properties")));
  }

  private static Map<String, Object> current(CurrentTask task) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", task.name());
    json.put("triggeredID", task.triggeredId());
    json.put("events", task.answers().stream().map(SequenceJson::answer).toList());
    json.put("index", task.index());
    json.put("createdAt", task.createdAt().toString());
    json.put("dueAt", task.dueAt().toString());
    putUnlessNull(json, "sentAt", task.sentAt());
    putUnlessNull(json, "progressedAt", task.progressedAt());
    return json;
  }

  private static void putUnlessNull(
      Map<String, ? super String> json, String name, @Nullable Instant time) {
    if (time != null) {
      json.put(name, time.toString());
    }
  }

  private static @Nullable CurrentTask current(@Nullable Object value) {
    Map<String, Object> json = Json.object(value);
    if (Json.text(json.get("name")).isEmpty() || !json.containsKey("index")) {
      return null;
    }
    return new CurrentTask(
        Json.text(json.get("name")),
        ((Number) json.get("index")).intValue(),
        Json.text(json.get("triggeredID")),
        Instant.parse(Json.text(json.get("createdAt"))),
        Instant.parse(Json.text(json.get("dueAt"))),
        instant(json.get("sentAt")),
        instant(json.get("progressedAt")),
        Json.list(json.get("events")).stream().map(SequenceJson::answer).toList());
  }

  private static Map<String, Object> answer(TaskAnswer answer) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("eventType", answer.type());
    json.put("source", answer.source());
    json.put("result", answer.result());
    json.put("status", answer.status());
    json.put("time", answer.at().toString());
    json.put("properties", answer.isFinished() ? answer.data() : null);
    json.put("id", answer.id());
    return Json.freezeObject(json);
  }

  private static TaskAnswer answer(@Nullable Object value) {
    Map<String, Object> json = Json.object(value);
    return new TaskAnswer(
        Json.text(json.get("id")),
        Json.text(json.get("eventType")),
        Json.text(json.get("source")),
        Json.text(json.get("result")),
        Json.text(json.get("status")),
        Instant.parse(Json.text(json.get("time"))),
        Json.object(json.get("properties")));
  }

  private static Map<String, Object> scope(Identity identity) {
    Map<String, Object> scope = new LinkedHashMap<>();
    scope.put("project", identity.project());
    scope.put("stage", identity.stage());
    scope.put("service", identity.service());
    scope.put("labels", identity.labels());
    scope.put("keptnContext", identity.context());
    scope.put("triggeredId", identity.triggerId());
    scope.put("gitcommitid", identity.gitCommitId());
    scope.put("eventType", identity.eventType("triggered"));
    return scope;
  }

  private static Identity identity(Map<String, Object> json) {
    Map<String, Object> scope = Json.object(json.get("scope"));
    return new Identity(
        Json.text(json.get("_id")),
        Json.text(scope.get("project")),
        Json.text(scope.get("stage")),
        Json.text(scope.get("service")),
        Json.text(scope.get("keptnContext")),
        Json.text(Json.at(json, "sequence", "name")),
        Json.text(scope.get("triggeredId")),
        Json.text(scope.get("gitcommitid")),
        Json.object(scope.get("labels")));
  }
}
