package io.evenkeel.model.job;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a task's job ended, in the words of the finished event.
 *
 * <p>Source: job-executor.md §7.2, §7.3, §11.4.
 *
 * @param text why it failed, {@code ""} after success
 * @param logs see {@link ContainerLog#render}
 */
public record JobOutcome(boolean succeeded, String text, String logs) {

  private static final String CREATING = "Error while creating job: ";

  public static JobOutcome succeeded(String logs) {
    return new JobOutcome(true, "", logs);
  }

  /** No job was tried: an image of the action may not be used. */
  public static JobOutcome forbidden(String image) {
    return failure(
        "Forbidden: Image %s does not match configured image allowlist.\n".formatted(image), "");
  }

  public static JobOutcome noCluster(String error) {
    return failure("Error while connecting to cluster: " + error, "");
  }

  /** The job could not be made, see {@link JobCreationException}, or the API refused it. */
  public static JobOutcome notCreated(String error) {
    return failure(CREATING + error, "");
  }

  /** Waiting ended, the job goes on. */
  public static JobOutcome timedOut(String job, long seconds, String logs) {
    return failure(
        "%spolling for job %s timing out after %s: max poll count reached for job"
            .formatted(CREATING, job, duration(seconds)),
        logs);
  }

  /**
   * Returns the outcome the conditions of a Job's status tell; empty while it runs. A condition
   * whose status is {@code False} does not count.
   *
   * @param logs see {@link ContainerLog#render}
   * @param warnings see {@link #failedEvents}
   */
  public static Optional<JobOutcome> of(
      String job, List<Map<String, Object>> conditions, String logs, String warnings) {
    return conditions.stream()
        .filter(condition -> !"False".equals(condition.get("status")))
        .flatMap(condition -> of(job, condition, logs, warnings).stream())
        .findFirst();
  }

  private static Optional<JobOutcome> of(
      String job, Map<String, Object> condition, String logs, String warnings) {
    return switch (Json.text(condition.get("type"))) {
      case "Complete" -> Optional.of(succeeded(logs));
      case "Suspended" ->
        Optional.of(
            failure(CREATING + "job %s was suspended. ".formatted(job) + reason(condition), logs));
      case "Failed" -> Optional.of(failure(CREATING + failed(job, condition), warnings, logs));
      default -> Optional.empty();
    };
  }

  private static String failed(String job, Map<String, Object> condition) {
    return "DeadlineExceeded".equals(condition.get("reason"))
        ? "job %s failed: job deadline exceeded".formatted(job)
        : "job %s failed. ".formatted(job) + reason(condition);
  }

  private static String reason(Map<String, Object> condition) {
    return "Reason: %s, Message: %s"
        .formatted(Json.text(condition.get("reason")), Json.text(condition.get("message")));
  }

  /** Renders the Kubernetes events of a job whose reason says that something failed. */
  public static String failedEvents(List<Map<String, Object>> events) {
    StringBuilder rendered = new StringBuilder();
    for (Map<String, Object> event : events) {
      String reason = Json.text(event.get("reason"));
      if (reason.startsWith("Failed")) {
        rendered.append("%s: %s\n".formatted(reason, Json.text(event.get("message"))));
      }
    }
    return rendered.toString();
  }

  /** The task's part of the message of the finished event. */
  public String message(String task) {
    if (succeeded) {
      return "Task '%s' finished successfully!\n\nLogs:\n%s\n\n".formatted(task, logs);
    }
    return logs.isEmpty() ? text : text + "\n\nLogs: \n" + logs;
  }

  private static JobOutcome failure(String text, String logs) {
    return new JobOutcome(false, text, logs);
  }

  private static JobOutcome failure(String text, String warnings, String logs) {
    return failure(warnings.isEmpty() ? text : text + "\n\n" + warnings.strip(), logs);
  }

  /** Seconds the way Go prints a duration: {@code 0s}, {@code 1m30s}, {@code 1h0m0s}. */
  private static String duration(long seconds) {
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    String rest = Math.abs(seconds % 60) + "s";
    if (hours != 0) {
      return hours + "h" + Math.abs(minutes) + "m" + rest;
    }
    return minutes != 0 ? minutes + "m" + rest : seconds + "s";
  }
}
