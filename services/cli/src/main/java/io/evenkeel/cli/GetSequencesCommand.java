package io.evenkeel.cli;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code get sequences [NAME] --project=P}: what runs and what ran, one row a stage, newest first,
 * with what it waits for; for a single run also why tasks failed.
 *
 * <p>Ours; the original has no such command. Reads rest-api.md §4.7.
 */
@Command(
    name = "sequences",
    aliases = "sequence",
    description = {
      "List the runs of a project: stages, tasks, state and since when.",
      "With -c only that run, and why its tasks failed."
    })
final class GetSequencesCommand extends Verb {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only sequences of this name")
  @Nullable
  String name;

  @Mixin
  ProjectRun which;

  @Option(names = "--state", description = "Only in this state, e.g. started")
  @Nullable
  String state;

  @Option(
      names = "--limit",
      defaultValue = "20",
      description = "At most so many runs (${DEFAULT-VALUE})")
  int limit;

  @Mixin
  Listing listing;

  @Override
  protected void run() {
    listing.check();
    Api api = api();
    List<Map<String, Object>> found =
        Json.list(api.get(path()).get("states")).stream().map(Json::object).toList();
    Instant now = Instant.now();
    listing.print(this, found, "No sequences found", "shkeptncontext", runs -> table(runs, now));
    if (which.context != null && listing.isTable()) {
      Run.failures(new Run(api, which.project, which.context).events())
          .forEach(failure -> say(Run.reason(failure)));
    }
  }

  private String path() {
    return ApiPath.controlPlane("sequence", which.project)
        .where("name", name)
        .where("state", state)
        .where("keptnContext", which.context)
        .where("pageSize", String.valueOf(limit))
        .toString();
  }

  /** {@code now} is what ages are counted to. */
  static Table table(List<Map<String, Object>> sequences, Instant now) {
    Table table = new Table(
        "SEQUENCE", "SERVICE", "STAGE", "STATE", "TASK", "RESULT", "SINCE", "CONTEXT", "WAITS FOR");
    for (Map<String, Object> sequence : sequences) {
      List<@Nullable Object> stages = Json.list(sequence.get("stages"));
      if (stages.isEmpty()) {
        addRow(table, sequence, sequence, now);
      }
      stages.forEach(stage -> addRow(table, sequence, Json.object(stage), now));
    }
    return table;
  }

  private static void addRow(
      Table table, Map<String, Object> sequence, Map<String, Object> stage, Instant now) {
    Map<String, Object> latest = Json.object(stage.get("latestEvent"));
    String time = Json.text(latest.getOrDefault("time", sequence.get("time")));
    boolean isStage = stage != sequence;
    table.row(
        Json.text(sequence.get("name")),
        Json.text(sequence.get("service")),
        isStage ? Json.text(stage.get("name")) : "-",
        state(sequence, stage),
        task(Json.text(latest.get("type"))),
        result(stage),
        age(time, now),
        Json.text(sequence.get("shkeptncontext")),
        WaitingFor.text(stage, now));
  }

  /** That of the whole run where nothing has happened in the stage yet: waiting, or paused. */
  private static String state(Map<String, Object> sequence, Map<String, Object> stage) {
    String own = Json.text(stage.get("state"));
    return own.isEmpty() ? Json.text(sequence.get("state")) : own;
  }

  private static String task(String type) {
    EventType latest = EventType.of(type);
    return latest.isTask() ? latest.task() + " " + latest.kind() : "-";
  }

  private static String result(Map<String, Object> stage) {
    Map<String, Object> evaluation = Json.object(stage.get("latestEvaluation"));
    if (!evaluation.isEmpty()) {
      return "%s %s"
          .formatted(Json.text(evaluation.get("result")), Json.write(evaluation.get("score")));
    }
    return stage.containsKey("latestFailedEvent") ? "failed" : "-";
  }

  private static String age(String time, Instant now) {
    try {
      Duration age = Duration.between(OffsetDateTime.parse(time).toInstant(), now);
      return Age.of(age);
    } catch (DateTimeParseException unreadable) {
      return "-";
    }
  }
}
