package io.evenkeel.shipyard;

import io.evenkeel.kit.metrics.Metric;
import io.evenkeel.kit.metrics.Metrics;
import io.evenkeel.kit.tracing.Tracing;
import io.evenkeel.kit.tracing.Tracing.Kind;
import io.evenkeel.kit.tracing.Tracing.Span;
import io.evenkeel.model.sequence.CurrentTask;
import io.evenkeel.model.sequence.Effect.CutSequence;
import io.evenkeel.model.sequence.Identity;
import io.evenkeel.model.sequence.Sequence;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What an operator is told of runs as they move: how long they and their tasks took. */
record RunReport(Metrics metrics, Tracing tracing) {

  /** A run has ended. */
  void ended(Sequence run, String outcome, Instant now) {
    Identity identity = run.identity();
    long nanos = Math.max(0, Duration.between(run.triggeredAt(), now).toNanos());
    metrics.time(Metric.SEQUENCE_DURATION, nanos, outcome);
    if (tracing.isOn()) {
      tell(
          identity,
          identity.triggerId() + "/sequence",
          identity.triggerId(),
          "sequence %s in %s".formatted(identity.name(), identity.stage()),
          run.triggeredAt(),
          now,
          outcome);
    }
  }

  /** A run is not at the task any more that it was at before. */
  void moved(Sequence before, Sequence after, Instant now) {
    CurrentTask task = before.current();
    if (!tracing.isOn() || task == null || task.sentAt() == null || isAt(after, task)) {
      return;
    }
    String outcome = after.done().size() > before.done().size()
        ? after.done().get(after.done().size() - 1).result()
        : "cut";
    tell(
        before.identity(),
        task.triggeredId() + "/task",
        task.triggeredId(),
        "task " + task.name(),
        task.sentAt(),
        now,
        outcome);
  }

  private static boolean isAt(Sequence run, CurrentTask task) {
    CurrentTask now = run.current();
    return now != null && now.triggeredId().equals(task.triggeredId());
  }

  private void tell(
      Identity run,
      String key,
      String parent,
      String name,
      Instant start,
      Instant end,
      String outcome) {
    tracing.tell(new Span(
        run.context(),
        key,
        parent,
        "",
        Kind.INTERNAL,
        name,
        start,
        end,
        Map.of(
            "keptn.project", run.project(),
            "keptn.stage", run.stage(),
            "keptn.service", run.service(),
            "keptn.outcome", outcome),
        outcome.equals("fail") || outcome.equals(CutSequence.TIMED_OUT) ? outcome : ""));
  }
}
