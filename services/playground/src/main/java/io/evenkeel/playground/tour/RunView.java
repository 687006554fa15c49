package io.evenkeel.playground.tour;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the events of one run (one {@code shkeptncontext}) tell about it, over all its stages.
 *
 * @param open tasks that are triggered and not finished
 * @param tasks tasks that are finished, in that order
 * @param sequences sequences that are finished, in that order
 * @param openSequences how many sequences are triggered and not finished
 * @param events all of them, oldest first
 */
record RunView(
    List<OpenTask> open,
    List<EndedTask> tasks,
    List<EndedSequence> sequences,
    int openSequences,
    List<JsonNode> events) {

  private static final String PREFIX = "sh.keptn.event.";

  /** Asked by an evaluation of its data source; part of the evaluation for a reader. */
  private static final String INTERNAL = "get-sli";

  /** A task that was triggered at {@code since}. */
  record OpenTask(String id, String stage, String task, Instant since) {}

  /** A task that ended, {@code took} after it was triggered. */
  record EndedTask(
      String id, String stage, String task, String result, String message, Duration took) {

    EndedTask withoutMessage() {
      return new EndedTask(id, stage, task, result, "", took);
    }
  }

  /** A sequence that ended. */
  record EndedSequence(String stage, String name, String result, String message) {}

  /** Reads {@code events}, which are ordered oldest first. */
  static RunView of(List<JsonNode> events) {
    Map<String, JsonNode> triggered = new HashMap<>();
    Map<String, JsonNode> answered = new HashMap<>();
    events.forEach(event -> {
      triggered.put(event.path("id").asText(), event);
      if (kind(event).equals("finished")) {
        answered.putIfAbsent(event.path("triggeredid").asText(), event);
      }
    });
    List<OpenTask> open = new ArrayList<>();
    List<EndedTask> tasks = new ArrayList<>();
    List<EndedSequence> sequences = new ArrayList<>();
    int openSequences = 0;
    for (JsonNode event : events) {
      boolean unanswered = !answered.containsKey(event.path("id").asText());
      if (isTask(event) && kind(event).equals("triggered") && unanswered) {
        open.add(openTask(event));
      } else if (isTask(event) && kind(event).equals("finished")) {
        tasks.add(endedTask(event, triggered.get(event.path("triggeredid").asText())));
      } else if (isSequence(event) && kind(event).equals("triggered") && unanswered) {
        openSequences++;
      } else if (isSequence(event) && kind(event).equals("finished")) {
        sequences.add(endedSequence(event));
      }
    }
    return new RunView(open, tasks, sequences, openSequences, List.copyOf(events));
  }

  /** Nothing of the run is under way. */
  boolean settled() {
    return openSequences == 0 && open.isEmpty() && !sequences.isEmpty();
  }

  /** How the sequence ended in the stage; the last time if it ran several times. */
  Optional<EndedSequence> ended(String stage, String name) {
    return sequences.stream()
        .filter(sequence -> sequence.stage().equals(stage) && sequence.name().equals(name))
        .reduce((earlier, later) -> later);
  }

  /** Whether the task waits in the stage for somebody. */
  Optional<OpenTask> open(String stage, String task) {
    return open.stream()
        .filter(each -> each.stage().equals(stage) && each.task().equals(task))
        .findFirst();
  }

  /** The finished task of the stage; the first if there were several. */
  Optional<EndedTask> ended(String stage, String name, String result) {
    return tasks.stream()
        .filter(task -> task.stage().equals(stage))
        .filter(task -> task.task().equals(name) && task.result().equals(result))
        .findFirst();
  }

  /** Whether a sequence was ever triggered in the stage. */
  boolean reached(String stage) {
    return events.stream()
        .anyMatch(event -> isSequence(event)
            && kind(event).equals("triggered")
            && event.path("data").path("stage").asText().equals(stage));
  }

  /** The verdicts of all evaluations, oldest first. */
  List<Verdict> verdicts() {
    return events.stream()
        .filter(event -> event.path("type").asText().equals(PREFIX + "evaluation.finished"))
        .map(Verdict::of)
        .toList();
  }

  /** How the run ended, or what it is doing, in one line. */
  String summary() {
    if (!open.isEmpty()) {
      OpenTask task = open.get(0);
      return "%s in %s is not finished".formatted(task.task(), task.stage());
    }
    return sequences.isEmpty()
        ? "nothing has happened"
        : sequences.stream()
            .map(each -> "%s in %s ended with %s%s"
                .formatted(each.name(), each.stage(), each.result(), because(each.message())))
            .reduce((earlier, later) -> earlier + "; " + later)
            .orElse("");
  }

  static String because(String message) {
    return message.isEmpty() ? "" : " (" + message + ")";
  }

  private static OpenTask openTask(JsonNode event) {
    return new OpenTask(
        event.path("id").asText(),
        event.path("data").path("stage").asText(),
        part(event, 3),
        time(event));
  }

  private static EndedTask endedTask(JsonNode event, @Nullable JsonNode triggered) {
    JsonNode data = event.path("data");
    Duration took =
        triggered == null ? Duration.ZERO : Duration.between(time(triggered), time(event));
    return new EndedTask(
        event.path("id").asText(),
        data.path("stage").asText(),
        part(event, 3),
        data.path("result").asText(),
        data.path("message").asText(),
        took);
  }

  private static EndedSequence endedSequence(JsonNode event) {
    JsonNode data = event.path("data");
    return new EndedSequence(
        part(event, 3),
        part(event, 4),
        data.path("result").asText(),
        data.path("message").asText());
  }

  private static boolean isTask(JsonNode event) {
    return parts(event).length == 5 && !part(event, 3).equals(INTERNAL);
  }

  private static boolean isSequence(JsonNode event) {
    return parts(event).length == 6;
  }

  private static String kind(JsonNode event) {
    String[] parts = parts(event);
    return parts[parts.length - 1];
  }

  private static String part(JsonNode event, int index) {
    return parts(event)[index];
  }

  private static String[] parts(JsonNode event) {
    return event.path("type").asText().split("\\.", -1);
  }

  private static Instant time(JsonNode event) {
    return OffsetDateTime.parse(event.path("time").asText()).toInstant();
  }
}
