package io.evenkeel.model.job;

import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.Map;

/**
 * Where {@code job/config.yaml} is looked for: at the service, the stage, then the project. The
 * first file found counts alone; only "not found" leads to the next level.
 *
 * <p>Source: job-executor.md §3.
 */
public final class JobConfigLookup {

  private static final String FAILED = "could not retrieve config for " + JobPlan.SOURCE + ": ";

  private JobConfigLookup() {}

  /**
   * One place to look at.
   *
   * @param stage {@code ""} on project level
   * @param service {@code ""} on project and stage level
   * @param commit the commit to read at, {@code ""} for the newest; a stage's commit does not exist
   *     on the project's branch
   */
  public record Step(String project, String stage, String service, String commit) {}

  /** Returns the places for {@code event} in order. */
  public static List<Step> steps(KeptnEvent event) {
    return steps(event.project(), event.stage(), event.service(), event.gitCommitId());
  }

  public static List<Step> steps(String project, String stage, String service, String commit) {
    return List.of(
        new Step(project, stage, service, commit),
        new Step(project, stage, "", commit),
        new Step(project, "", "", ""));
  }

  /** The log message when no level has the file. */
  public static String missing() {
    return FAILED + "error retrieving job config: unable to find job configuration";
  }

  /** The log message when the file is invalid. */
  public static String invalid(JobConfigException problem) {
    return FAILED + "error parsing job configuration: " + problem.getMessage();
  }

  /** Returns the entry for the log API ({@code POST /controlPlane/v1/log}), without its id. */
  public static Map<String, Object> logEntry(KeptnEvent event, String message) {
    EventType type = EventType.of(event.type());
    return Map.of(
        "message", message,
        "task", type.isTask() ? type.task() : event.type(),
        "shkeptncontext", event.context(),
        "triggeredid", event.triggeredId(),
        "gitcommitid", event.gitCommitId());
  }
}
