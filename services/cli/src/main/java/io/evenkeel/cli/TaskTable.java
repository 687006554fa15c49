package io.evenkeel.cli;

import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The tasks of a run, in the order they were triggered. */
final class TaskTable {

  private TaskTable() {}

  /**
   * Pairs each {@code .triggered} event of a task with what answered it.
   *
   * @param events of one run, oldest first
   * @param now what tasks that still run are measured to
   */
  static Table of(List<KeptnEvent> events, Instant now) {
    Table table = new Table("STAGE", "TASK", "STATE", "RESULT", "TOOK", "BY");
    events.stream()
        .filter(event -> isTask(event, "triggered"))
        .forEach(triggered -> addRow(table, triggered, answers(events, triggered), now));
    return table;
  }

  private static boolean isTask(KeptnEvent event, String kind) {
    EventType type = EventType.of(event.type());
    return type.isTask() && type.kind().equals(kind);
  }

  private static List<KeptnEvent> answers(List<KeptnEvent> events, KeptnEvent triggered) {
    return events.stream()
        .filter(event -> event.triggeredId().equals(triggered.id()))
        .toList();
  }

  private static void addRow(
      Table table, KeptnEvent triggered, List<KeptnEvent> answers, Instant now) {
    Optional<KeptnEvent> finished =
        answers.stream().filter(answer -> isTask(answer, "finished")).reduce((one, other) -> other);
    Instant end = finished.map(KeptnEvent::time).orElse(now);
    table.row(
        triggered.stage(),
        EventType.of(triggered.type()).task(),
        finished.isPresent() ? "finished" : answers.isEmpty() ? "triggered" : "started",
        finished.map(TaskTable::result).orElse("-"),
        Age.of(Duration.between(triggered.time(), end)),
        sources(answers));
  }

  private static String result(KeptnEvent finished) {
    String status = finished.status();
    return status.isEmpty() || status.equals("succeeded") ? finished.result() : status;
  }

  private static String sources(List<KeptnEvent> answers) {
    String sources =
        answers.stream().map(KeptnEvent::source).distinct().collect(Collectors.joining(","));
    return sources.isEmpty() ? "-" : sources;
  }
}
