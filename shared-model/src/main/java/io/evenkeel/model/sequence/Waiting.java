package io.evenkeel.model.sequence;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a run is not further than it is.
 *
 * <table>
 *   <caption>Reasons</caption>
 *   <tr><td>{@code paused}</td><td>somebody paused it; until somebody resumes it</td></tr>
 *   <tr><td>{@code queued}</td><td>another run has the scope</td></tr>
 *   <tr><td>{@code delayed}</td><td>the shipyard says {@code triggeredAfter}</td></tr>
 *   <tr><td>{@code approval}</td><td>somebody is to approve</td></tr>
 *   <tr><td>{@code unanswered}</td><td>a task was sent and nobody has started it</td></tr>
 *   <tr><td>{@code running}</td><td>executors work on a task</td></tr>
 *   <tr><td>{@code unstarted}</td><td>an executor finished a task it never started</td></tr>
 * </table>
 *
 * @param reason for machines
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
    CurrentTask task = sequence.current();
    Instant end = sequence.deadline();
    if (sequence.paused()) {
      return Optional.of(new Waiting("paused", paused(task), sequence.since(), end));
    }
    return Optional.of(
        task == null || (sequence.slot() == Slot.WANTED && !task.isSent())
            ? new Waiting("queued", queued(sequence.identity()), sequence.since(), end)
            : of(task, sequence));
  }

  private static Waiting of(CurrentTask task, Sequence sequence) {
    Instant sent = task.sentAt();
    if (sent == null) {
      String text = task.name() + " is to be sent later, as the shipyard says";
      return new Waiting("delayed", text, task.createdAt(), task.dueAt());
    }
    Instant until = end(sequence, task, sent);
    if (task.isUnanswered()) {
      Instant givenUp = earlier(sent.plus(sequence.plan().startTimeout()), until);
      return new Waiting("unanswered", "waits for somebody to start " + task.name(), sent, givenUp);
    }
    if (task.isApproval()) {
      return new Waiting("approval", "waits for an approval", sent, until);
    }
    return task.working().isEmpty() && !task.unstarted().isEmpty()
        ? new Waiting("unstarted", unstarted(task), sent, until)
        : new Waiting("running", running(task), sent, until);
  }

  /** When the run gives up on a task that was sent, or {@code null}. */
  private static @Nullable Instant end(Sequence sequence, CurrentTask task, Instant sent) {
    Duration limit = sequence.limit(task);
    Instant deadline = sequence.deadline();
    return limit.isZero() ? deadline : earlier(sent.plus(limit), deadline);
  }

  private static Instant earlier(Instant one, @Nullable Instant other) {
    return other == null || one.isBefore(other) ? one : other;
  }

  private static String paused(@Nullable CurrentTask task) {
    String text = "paused until somebody resumes it";
    return task == null || task.working().isEmpty()
        ? text
        : "%s; %s is still carried out by %s"
            .formatted(text, task.name(), names(task.working().stream()));
  }

  private static String queued(Identity run) {
    return "waits for another run of %s in %s to end".formatted(run.service(), run.stage());
  }

  private static String running(CurrentTask task) {
    List<String> working = task.working();
    if (working.isEmpty()) {
      return task.name() + " is being worked on, as a status change said";
    }
    List<String> others = task.answers().stream()
        .filter(TaskAnswer::isFinished)
        .map(TaskAnswer::source)
        .toList();
    String text = "%s is carried out by %s".formatted(task.name(), names(working.stream()));
    return others.isEmpty() ? text : text + "; finished: " + names(others.stream());
  }

  private static String unstarted(CurrentTask task) {
    return "%s finished %s without having started it; its .started is still to come"
        .formatted(names(task.unstarted().stream()), task.name());
  }

  private static String names(Stream<String> sources) {
    return String.join(", ", new LinkedHashSet<>(sources.toList()));
  }

  /** The JSON form: {@code {reason, text, since, until?}}, times RFC 3339. */
  public Map<String, Object> toMap() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reason", reason);
    json.put("text", text);
    json.put("since", since.toString());
    if (until != null) {
      json.put("until", until.toString());
    }
    return json;
  }
}
