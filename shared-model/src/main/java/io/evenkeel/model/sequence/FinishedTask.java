package io.evenkeel.model.sequence;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.Merge;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A task that is done, with the outcome over all its executors.
 *
 * <p>Source: sequences.md §3.9.
 *
 * @param properties the data of all {@code .finished} events, merged in order of arrival
 */
public record FinishedTask(
    String name, String triggeredId, String result, String status, Map<String, Object> properties) {

  public FinishedTask {
    properties = Json.freezeObject(properties);
  }

  static FinishedTask of(CurrentTask task) {
    List<TaskAnswer> finished =
        task.answers().stream().filter(TaskAnswer::isFinished).toList();
    String status = status(finished);
    String result = status.equals("unknown") ? "fail" : result(finished);
    Map<String, Object> properties =
        finished.stream().map(TaskAnswer::data).reduce(Map.of(), Merge::objects);
    return new FinishedTask(task.name(), task.triggeredId(), result, status, properties);
  }

  private static String result(List<TaskAnswer> finished) {
    List<String> results = finished.stream().map(TaskAnswer::result).toList();
    if (results.stream().anyMatch(result -> !result.equals("pass") && !result.equals("warning"))) {
      return "fail";
    }
    return results.contains("warning") ? "warning" : "pass";
  }

  private static String status(List<TaskAnswer> finished) {
    List<String> all = finished.stream().map(TaskAnswer::status).toList();
    if (all.contains("errored")) {
      return "errored";
    }
    if (all.contains("aborted")) {
      return "aborted";
    }
    return all.stream().allMatch(status -> Objects.equals(status, "succeeded"))
        ? "succeeded"
        : "unknown";
  }

  /** Whether no further task runs after it. */
  boolean endsSequence() {
    return result.equals("fail") || status.equals("errored");
  }
}
