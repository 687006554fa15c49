package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a Job has come.
 *
 * @param spec the Job's
 * @param startTime since when it runs; empty while it is suspended
 * @param active pods that have not ended
 * @param succeeded pods that ended well, those that are no longer there included
 * @param failedPods pods that ended badly
 * @param failed how many those are, those that are no longer there included
 */
record JobProgress(
    JsonNode spec,
    Optional<Instant> startTime,
    List<KubeObject> active,
    int succeeded,
    List<KubeObject> failedPods,
    int failed) {

  /** How a Job ended. */
  record Verdict(boolean complete, String reason, String message) {}

  static JobProgress of(KubeObject job, List<KubeObject> pods) {
    List<KubeObject> failedPods = pods.stream().filter(Pods::failed).toList();
    int succeeded = (int) pods.stream().filter(Pods::succeeded).count();
    String start = job.status().path("startTime").asText("");
    return new JobProgress(
        job.spec(),
        start.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(start)),
        pods.stream().filter(pod -> !Pods.isOver(pod) && !pod.deleting()).toList(),
        Math.max(succeeded, job.status().path("succeeded").asInt()),
        failedPods,
        Math.max(failedPods.size(), job.status().path("failed").asInt()));
  }

  boolean suspended() {
    return spec.path("suspend").asBoolean();
  }

  /** How many pods to start now. */
  int missing() {
    int parallelism = spec.path("parallelism").asInt(1);
    if (!spec.path("completions").isNumber()) {
      // A work queue: once one pod has succeeded, the others finish and no more are started.
      return succeeded > 0 ? 0 : Math.max(0, parallelism - active.size());
    }
    int left = spec.path("completions").asInt() - succeeded;
    return Math.max(0, Math.min(parallelism, left) - active.size());
  }

  /** Whether the Job is over, and how. */
  Optional<Verdict> verdict(Instant now) {
    if (failed + restarts() > spec.path("backoffLimit").asInt(6)) {
      return Optional.of(new Verdict(
          false, "BackoffLimitExceeded", "Job has reached the specified backoff limit"));
    }
    if (timeLeft(now).map(left -> left.toMillis() <= 0).orElse(false)) {
      return Optional.of(
          new Verdict(false, "DeadlineExceeded", "Job was active longer than specified deadline"));
    }
    return isComplete()
        ? Optional.of(
            new Verdict(true, "CompletionsReached", "Reached expected number of succeeded pods"))
        : Optional.empty();
  }

  /** Until {@code activeDeadlineSeconds} have passed; empty if there is no such limit. */
  Optional<Duration> timeLeft(Instant now) {
    JsonNode deadline = spec.path("activeDeadlineSeconds");
    return deadline.isNumber()
        ? startTime.map(start -> Duration.between(now, start.plusSeconds(deadline.asLong())))
        : Optional.empty();
  }

  /** When the latest pod failed, as far as it is still there. */
  Optional<Instant> latestFailure() {
    return failedPods.stream().flatMap(JobProgress::ends).max(Instant::compareTo);
  }

  private boolean isComplete() {
    return spec.path("completions").isNumber()
        ? succeeded >= spec.path("completions").asInt()
        : succeeded > 0 && active.isEmpty();
  }

  /** With {@code restartPolicy: OnFailure} every restart of a container is a failure. */
  private int restarts() {
    JsonNode pod = spec.path("template").path("spec");
    if (!pod.path("restartPolicy").asText().equals("OnFailure")) {
      return 0;
    }
    return active.stream()
        .flatMap(running -> statuses(running).stream())
        .mapToInt(status -> failedBefore(status) ? status.path("restartCount").asInt() : 0)
        .sum();
  }

  /** A container that ended with the node it ran on has not failed. */
  private static boolean failedBefore(JsonNode status) {
    JsonNode last = status.path("lastState").path("terminated");
    return last.path("exitCode").asInt() != 0 && !last.path("reason").asText().equals("Unknown");
  }

  private static Stream<Instant> ends(KubeObject pod) {
    return statuses(pod).stream()
        .map(
            status -> status.path("state").path("terminated").path("finishedAt").asText(""))
        .filter(time -> !time.isEmpty())
        .map(Instant::parse);
  }

  private static List<? extends JsonNode> statuses(KubeObject pod) {
    return Stream.of("initContainerStatuses", "containerStatuses")
        .flatMap(list -> Tree.objects(pod.status().path(list)).stream())
        .toList();
  }
}
