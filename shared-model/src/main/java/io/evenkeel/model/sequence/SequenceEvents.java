package io.evenkeel.model.sequence;

import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The events a sequence sends and how it reads those it gets. */
final class SequenceEvents {

  private SequenceEvents() {}

  /** {@code <task>.triggered} for the task {@code sequence} is at. */
  static KeptnEvent taskTriggered(Sequence sequence, CurrentTask task, Instant now) {
    return KeptnEvent.of(
            task.triggeredId(),
            EventType.task(task.name(), "triggered"),
            Sequence.SOURCE,
            now,
            sequence.identity().context(),
            Payload.ofTask(sequence, sequence.plan().tasks().get(task.index())))
        .withGitCommitId(sequence.identity().gitCommitId())
        .withSpecVersion(KeptnEvent.SPEC_VERSION);
  }

  /** {@code <stage>.<sequence>.finished}. */
  static KeptnEvent finished(Identity identity, Map<String, Object> data, Instant now) {
    return KeptnEvent.of(
            identity.derived("finished"),
            identity.eventType("finished"),
            Sequence.SOURCE,
            now,
            identity.context(),
            data)
        .withTriggeredId(identity.triggerId())
        .withSpecVersion(KeptnEvent.SPEC_VERSION);
  }

  /** The common data block, the only data of a finished event. */
  static Map<String, Object> common(
      Identity identity, String status, String result, String message, Map<String, Object> labels) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("project", identity.project());
    data.put("stage", identity.stage());
    data.put("service", identity.service());
    if (!labels.isEmpty()) {
      data.put("labels", labels);
    }
    data.put("status", status);
    data.put("result", result);
    if (!message.isEmpty()) {
      data.put("message", message);
    }
    return data;
  }

  static TaskAnswer answer(KeptnEvent event, Instant at) {
    boolean finished = EventType.of(event.type()).kind().equals("finished");
    return new TaskAnswer(
        event.id(),
        event.type(),
        event.source(),
        event.result(),
        event.status(),
        at,
        finished ? event.data() : Map.of());
  }

  static String unanswered(CurrentTask task) {
    return ("sequence timed out while waiting for task %s to receive a correlating .started"
            + " or .finished event")
        .formatted(EventType.task(task.name(), "triggered"));
  }

  static String unfinished(CurrentTask task, Duration limit) {
    return "sequence timed out: task %s was not finished within %s%s"
        .formatted(task.name(), text(limit), missing(task));
  }

  static String tooLong(Plan plan) {
    return "sequence timed out: it did not end within " + text(plan.limit());
  }

  /** Who is to blame, if anybody started. */
  private static String missing(CurrentTask task) {
    return task.working().isEmpty()
        ? ""
        : "; no .finished from " + String.join(", ", task.working());
  }

  /** {@code 1h30m}, {@code 10s}, {@code 0.5s}. */
  private static String text(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  static String tooMany(KeptnEvent event) {
    return "event %s is not counted: there are %d of type %s for this task already"
        .formatted(event.id(), CurrentTask.MOST_EXECUTORS, event.type());
  }

  static String notAssociated(KeptnEvent event) {
    return "The received %s event with keptn context %s is not accociated with a task that was previously triggered"
        .formatted(event.type(), event.context());
  }
}
