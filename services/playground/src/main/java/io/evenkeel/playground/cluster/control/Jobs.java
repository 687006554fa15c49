package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.DeleteOptions;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Runs Jobs: as many pods at a time as {@code parallelism} says until {@code completions} have
 * succeeded, more than {@code backoffLimit} have failed, or the deadline has passed.
 */
final class Jobs {

  private static final String COMPONENT = "job-controller";

  /** A real cluster waits ten times as long before it tries again. */
  private static final Backoff RETRY = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(6));

  private final Registry registry;
  private final EventRecorder events;
  private final WorkQueue queue;

  Jobs(Registry registry, EventRecorder events, WorkQueue queue) {
    this.registry = registry;
    this.events = events;
    this.queue = queue;
  }

  void reconcile(KubeObject job) {
    if (job.deleting()) {
      return;
    }
    if (isFinished(job)) {
      expire(job);
      return;
    }
    KubeObject started = start(job);
    JobProgress progress = JobProgress.of(started, pods(started));
    Optional<JobProgress.Verdict> verdict = progress.verdict(registry.clock().instant());
    if (verdict.isPresent()) {
      finish(started, progress, verdict.get());
    } else {
      advance(started, progress);
    }
  }

  static boolean isFinished(KubeObject job) {
    return Conditions.holds(job, "Complete") || Conditions.holds(job, "Failed");
  }

  /** Suspending a Job stops its clock, resuming it starts the clock anew. */
  private KubeObject start(KubeObject job) {
    boolean suspend = job.spec().path("suspend").asBoolean();
    boolean suspended = Conditions.holds(job, "Suspended");
    boolean running = job.status().hasNonNull("startTime");
    if (suspend == suspended && (suspend || running)) {
      return job;
    }
    if (suspend) {
      events.normal(job, COMPONENT, "Suspended", "Job suspended");
    } else if (suspended) {
      events.normal(job, COMPONENT, "Resumed", "Job resumed");
    }
    return registry.editStatus(job, status -> startOrSuspend(status, suspend)).orElse(job);
  }

  private void startOrSuspend(ObjectNode status, boolean suspend) {
    String now = registry.now();
    if (suspend) {
      status.remove("startTime");
      Conditions.set(status, "Suspended", true, "JobSuspended", "Job suspended", now);
      return;
    }
    status.put("startTime", now);
    if (Conditions.find(status, "Suspended").isPresent()) {
      Conditions.set(status, "Suspended", false, "JobResumed", "Job resumed", now);
    }
  }

  private void advance(KubeObject job, JobProgress progress) {
    if (progress.suspended()) {
      progress.active().forEach(pod -> registry.delete(pod, DeleteOptions.BACKGROUND));
    } else {
      createMissing(job, progress);
      progress.timeLeft(registry.clock().instant()).ifPresent(left -> again(job, "deadline", left));
    }
    count(job, JobProgress.of(job, pods(job)));
  }

  private void createMissing(KubeObject job, JobProgress progress) {
    int missing = progress.missing();
    Duration backoff = backoff(progress);
    if (missing > 0 && backoff.toMillis() > 0) {
      again(job, "backoff", backoff);
      return;
    }
    for (int i = 0; i < missing; i++) {
      KubeObject pod = registry.create(Kinds.POD, job.namespace(), Ownership.pod(job), false);
      events.normal(job, COMPONENT, "SuccessfulCreate", "Created pod: " + pod.name());
    }
  }

  /** How long to wait after the latest failure; zero if that is over. */
  private Duration backoff(JobProgress progress) {
    Optional<Instant> latest = progress.latestFailure();
    if (latest.isEmpty()) {
      return Duration.ZERO;
    }
    Instant due = latest.get().plus(RETRY.after(progress.failed()));
    return Duration.between(registry.clock().instant(), due);
  }

  private void finish(KubeObject job, JobProgress progress, JobProgress.Verdict verdict) {
    progress.active().forEach(pod -> registry.delete(pod, DeleteOptions.BACKGROUND));
    registry.editStatus(job, status -> {
      write(status, progress);
      status.remove(List.of("active", "ready"));
      String type = verdict.complete() ? "Complete" : "Failed";
      ObjectNode condition =
          Conditions.set(status, type, true, verdict.reason(), verdict.message(), registry.now());
      condition.put("lastProbeTime", registry.now());
      if (verdict.complete()) {
        status.put("completionTime", registry.now());
      }
    });
    if (verdict.complete()) {
      events.normal(job, COMPONENT, "Completed", "Job completed");
    } else {
      events.warning(job, COMPONENT, verdict.reason(), verdict.message());
    }
  }

  private void count(KubeObject job, JobProgress progress) {
    registry.editStatus(job, status -> write(status, progress));
  }

  private static void write(ObjectNode status, JobProgress progress) {
    long ready = progress.active().stream().filter(Pods::isReady).count();
    Pods.putUnlessZero(status, "active", progress.active().size());
    Pods.putUnlessZero(status, "succeeded", progress.succeeded());
    Pods.putUnlessZero(status, "failed", progress.failed());
    status.put("ready", ready);
    status.put("terminating", 0);
    Tree.child(status, "uncountedTerminatedPods");
  }

  /** Removes a finished Job when its time to live is over. */
  private void expire(KubeObject job) {
    JsonNode ttl = job.spec().path("ttlSecondsAfterFinished");
    if (!ttl.isNumber()) {
      return;
    }
    Instant due = finishedAt(job).plusSeconds(ttl.asLong());
    Duration left = Duration.between(registry.clock().instant(), due);
    if (left.toMillis() > 0) {
      again(job, "ttl", left);
    } else {
      registry.delete(job, DeleteOptions.BACKGROUND);
    }
  }

  private static Instant finishedAt(KubeObject job) {
    return Tree.objects(job.status().path("conditions")).stream()
        .filter(condition -> !condition.path("type").asText().equals("Suspended"))
        .map(condition -> Instant.parse(condition.path("lastTransitionTime").asText()))
        .max(Instant::compareTo)
        .orElse(Instant.EPOCH);
  }

  private void again(KubeObject job, String why, Duration delay) {
    queue.addAfter(delay.plusMillis(20), why + " " + job.uid(), () -> registry
        .current(job)
        .ifPresent(this::reconcile));
  }

  private List<KubeObject> pods(KubeObject job) {
    return registry.store().list(Kinds.POD, job.namespace()).stream()
        .filter(pod -> pod.isControlledBy(job))
        .toList();
  }
}
