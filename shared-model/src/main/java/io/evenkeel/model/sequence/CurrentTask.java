package io.evenkeel.model.sequence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The task a run is at.
 *
 * @param index position among the sequence's tasks
 * @param triggeredId id its {@code .triggered} event has or will have
 * @param createdAt when the run got to it
 * @param dueAt not to be sent before
 * @param sentAt when it was sent; {@code null} while it is held back
 * @param progressedAt when somebody first said that it is being worked on, without an answer that
 *     counts; {@code null} until then
 * @param answers what executors sent, in order of arrival
 */
public record CurrentTask(
    String name,
    int index,
    String triggeredId,
    Instant createdAt,
    Instant dueAt,
    @Nullable Instant sentAt,
    @Nullable Instant progressedAt,
    List<TaskAnswer> answers) {

  /** The task after which a run does not hold up others. */
  public static final String APPROVAL = "approval";

  /** So many executors of one task are counted: a limit on what a sender gone mad can pile up. */
  static final int MOST_EXECUTORS = 500;

  public CurrentTask {
    answers = List.copyOf(answers);
  }

  static CurrentTask held(String name, int index, String triggeredId, Instant now, Instant due) {
    return new CurrentTask(name, index, triggeredId, now, due, null, null, List.of());
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

  /** Whether it was sent and nobody has shown a sign of life. */
  boolean isUnanswered() {
    return isSent() && answers.isEmpty() && progressedAt == null;
  }

  boolean knows(String eventId) {
    return answers.stream().anyMatch(answer -> answer.id().equals(eventId));
  }

  /** Whether so many answers of this kind were counted already that no more are. */
  boolean isFull(TaskAnswer next) {
    return answers.stream()
            .filter(answer -> answer.isFinished() == next.isFinished())
            .count()
        >= MOST_EXECUTORS;
  }

  CurrentTask sent(Instant now) {
    return new CurrentTask(name, index, triggeredId, createdAt, dueAt, now, null, answers);
  }

  CurrentTask progressed(Instant now) {
    return new CurrentTask(name, index, triggeredId, createdAt, dueAt, sentAt, now, answers);
  }

  CurrentTask with(TaskAnswer answer) {
    List<TaskAnswer> more = new ArrayList<>(answers);
    more.add(answer);
    return new CurrentTask(name, index, triggeredId, createdAt, dueAt, sentAt, progressedAt, more);
  }

  /** As many finished as started, and at least one; their order is irrelevant. */
  boolean isComplete() {
    long finished = answers.stream().filter(TaskAnswer::isFinished).count();
    return finished > 0
        && finished == answers.stream().filter(TaskAnswer::isStarted).count();
  }

  /** When {@code source} last started, if it has not finished as often. */
  public Optional<Instant> startedBy(String source) {
    return working().contains(source)
        ? answers.stream()
            .filter(answer -> answer.isStarted() && answer.source().equals(source))
            .map(TaskAnswer::at)
            .max(Comparator.naturalOrder())
        : Optional.empty();
  }

  /** Who started and has not finished, one entry per open {@code .started}, in order. */
  List<String> working() {
    return unmatched(TaskAnswer::isStarted, TaskAnswer::isFinished);
  }

  /** Who finished without having started, in order. */
  List<String> unstarted() {
    return unmatched(TaskAnswer::isFinished, TaskAnswer::isStarted);
  }

  private List<String> unmatched(Predicate<TaskAnswer> one, Predicate<TaskAnswer> other) {
    List<String> open =
        new ArrayList<>(answers.stream().filter(one).map(TaskAnswer::source).toList());
    answers.stream().filter(other).map(TaskAnswer::source).forEach(open::remove);
    return open;
  }
}
