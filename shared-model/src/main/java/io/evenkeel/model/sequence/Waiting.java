package io.evenkeel.model.sequence;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a run is not further than it is.
 *
 * @param reason for machines: {@code paused, queued, delayed, approval, unanswered, running}
 * @param text the same for people, one sentence without a full stop
 * @param since when it began
 * @param until when it ends by itself; {@code null} when it does not
 */
public record Waiting(
    String reason, String text, Instant since, @Nullable Instant until) {

  static Optional<Waiting> of(Sequence sequence) {
    if (sequence.phase().ended()) {
      return Optional.empty();
    }
    if (sequence.paused()) {
      return waiting("paused", "paused until somebody resumes it", since(sequence), null);
    }
    CurrentTask task = sequence.current();
    if (sequence.slot() == Slot.WANTED && (task == null || !task.isSent())) {
      return waiting("queued", queued(sequence.identity()), since(sequence), null);
    }
    return task == null ? Optional.empty() : Optional.of(of(task, sequence));
  }

  private static Waiting of(CurrentTask task, Sequence sequence) {
    Instant sent = task.sentAt();
    if (sent == null) {
      return new Waiting(
          "delayed", task.name() + " is to be sent later", task.createdAt(), task.dueAt());
    }
    if (task.isApproval()) {
      return new Waiting("approval", "waits for an approval", sent, null);
    }
    return task.answers().isEmpty()
        ? new Waiting(
            "unanswered",
            "waits for somebody to start " + task.name(),
            sent,
            sent.plus(sequence.startTimeout()))
        : new Waiting("running", task.name() + " is carried out by " + executors(task), sent, null);
  }

  private static String queued(Identity run) {
    return "waits for another run of %s in %s to end".formatted(run.service(), run.stage());
  }

  private static String executors(CurrentTask task) {
    return task.answers().stream()
        .map(TaskAnswer::source)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static Instant since(Sequence sequence) {
    CurrentTask task = sequence.current();
    return task == null ? sequence.triggeredAt() : task.createdAt();
  }

  private static Optional<Waiting> waiting(
      String reason, String text, Instant since, @Nullable Instant until) {
    return Optional.of(new Waiting(reason, text, since, until));
  }
}
