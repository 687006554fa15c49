package io.evenkeel.model.sequence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The task a run is at.
 *
 * @param index position among the sequence's tasks
 * @param triggeredId id its {@code .triggered} event has or will have
 * @param createdAt when the run got to it
 * @param dueAt not to be sent before
 * @param sentAt when it was sent; {@code null} while it is held back
 * @param answers what executors sent, in order of arrival
 */
public record CurrentTask(
    String name,
    int index,
    String triggeredId,
    Instant createdAt,
    Instant dueAt,
    @Nullable Instant sentAt,
    List<TaskAnswer> answers) {

  /** The task after which a run does not hold up others. */
  public static final String APPROVAL = "approval";

  public CurrentTask {
    answers = List.copyOf(answers);
  }

  public boolean isApproval() {
    return name.equals(APPROVAL);
  }

  boolean isSent() {
    return sentAt != null;
  }

  boolean isDue(Instant now) {
    return !dueAt.isAfter(now);
  }

  boolean knows(String eventId) {
    return answers.stream().anyMatch(answer -> answer.id().equals(eventId));
  }

  CurrentTask sent(Instant now) {
    return new CurrentTask(name, index, triggeredId, createdAt, dueAt, now, answers);
  }

  CurrentTask with(TaskAnswer answer) {
    List<TaskAnswer> more = new ArrayList<>(answers);
    more.add(answer);
    return new CurrentTask(name, index, triggeredId, createdAt, dueAt, sentAt, more);
  }

  /** As many finished as started, and at least one; their order is irrelevant. */
  boolean isComplete() {
    long started = answers.stream().filter(TaskAnswer::isStarted).count();
    long finished = answers.stream().filter(TaskAnswer::isFinished).count();
    return finished > 0 && started == finished;
  }
}
