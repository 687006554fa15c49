package io.evenkeel.model.job;

import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The data of the events that answer a task. What silent actions do is not in it.
 *
 * <p>Source: job-executor.md §7.
 */
public final class JobReport {

  private static final String TEST = EventType.task("test", "triggered");

  private JobReport() {}

  /** A task and how it ended. */
  public record TaskResult(String task, JobOutcome outcome) {}

  /**
   * What an action did.
   *
   * @param tasks those that ran, in order; the last may have failed
   */
  public record ActionResult(JobAction action, List<TaskResult> tasks) {
    public ActionResult {
      tasks = List.copyOf(tasks);
    }
  }

  /** Data of {@code started}. */
  public static Map<String, Object> started(KeptnEvent event) {
    return CommonData.of(event);
  }

  /**
   * Data of {@code finished} for all actions together.
   *
   * @param start before the images were checked
   * @param end after the last task
   */
  public static Map<String, Object> finished(
      KeptnEvent event, List<ActionResult> actions, Instant start, Instant end) {
    List<TaskResult> tasks = new ArrayList<>();
    actions.stream()
        .filter(result -> !result.action().silent())
        .forEach(result -> tasks.addAll(result.tasks()));
    List<TaskResult> failed =
        tasks.stream().filter(task -> !task.outcome().succeeded()).toList();
    return failed.isEmpty()
        ? success(event, tasks, start, end)
        : failure(
            event, failed.stream().map(JobReport::message).collect(Collectors.joining("\n\n")));
  }

  /** Data of {@code finished} when something prevented any job. */
  public static Map<String, Object> failure(KeptnEvent event, String message) {
    Map<String, Object> data = CommonData.scope(event);
    data.put("status", "errored");
    data.put("result", "fail");
    data.put("message", message);
    return data;
  }

  /** The message when the data of the event cannot be read. */
  public static String unreadable(String error) {
    return "Could not parse event: " + error;
  }

  private static Map<String, Object> success(
      KeptnEvent event, List<TaskResult> tasks, Instant start, Instant end) {
    Map<String, Object> data = new LinkedHashMap<>(CommonData.scope(event));
    data.remove("labels");
    data.put("status", "succeeded");
    data.put("result", "pass");
    if (!tasks.isEmpty()) {
      data.put("message", tasks.stream().map(JobReport::message).collect(Collectors.joining()));
    }
    if (event.type().equals(TEST)) {
      data.put("test", Map.of("start", start.toString(), "end", end.toString()));
    }
    return data;
  }

  private static String message(TaskResult result) {
    return result.outcome().message(result.task());
  }
}
