package io.evenkeel.cli;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code get event TYPE}. Source: cli.md §4.5.
 *
 * <p>{@code approval.triggered} shows only open ones. A type without the {@code sh.keptn} prefix
 * gets it. Indentation is the original's: tabs for the two questions it answers itself.
 */
@Command(name = "event", aliases = "events", description = "Show stored events of a type.")
final class GetEventCommand extends Verb {

  private static final String APPROVAL = EventType.task("approval", "triggered");
  private static final String EVALUATION = EventType.task("evaluation", "finished");

  @Parameters(
      arity = "0..1",
      paramLabel = "EVENTTYPE",
      description = "e.g. evaluation.finished or sh.keptn.event.dev.delivery.finished")
  @Nullable
  String type;

  @Option(
      names = {"-p", "--project"},
      description = "The project")
  @Nullable
  String project;

  @Option(
      names = {"-s", "--stage"},
      description = "Only of this stage")
  @Nullable
  String stage;

  @Option(names = "--service", description = "Only of this service")
  @Nullable
  String service;

  @Option(
      names = {"-c", "--keptn-context"},
      paramLabel = "CONTEXT",
      description = "Only of this run")
  @Nullable
  String context;

  @Option(
      names = "--num-of-pages",
      defaultValue = "100",
      description = "Stop after so many events (${DEFAULT-VALUE})")
  int limit;

  @Option(names = "--page-size", hidden = true, description = "Accepted for compatibility")
  @Nullable
  String ignoredPageSize;

  @Option(
      names = {"-o", "--output"},
      paramLabel = Output.FORMATS,
      description = "json when missing; name prints ids")
  @Nullable
  String output;

  @Override
  protected void run() {
    if (type == null) {
      throw new CommandFailure("required command EVENTTYPE not set");
    }
    String full = type.startsWith("sh.keptn.") ? type : EventType.PREFIX + type;
    if (project == null && context == null) {
      throw new CommandFailure("--project is missing (or --keptn-context for a single run)");
    }
    if (full.equals(APPROVAL) && project != null) {
      List<Map<String, Object>> open = OpenApprovals.of(api(), project, stage, service);
      print(open, "No approval.triggered events have been found", "\t");
    } else {
      boolean ofOneRun = full.equals(EVALUATION) && project == null;
      print(stored(full), "No event returned", ofOneRun ? "\t" : "    ");
    }
  }

  private List<Map<String, Object>> stored(String full) {
    List<Map<String, Object>> events = new ArrayList<>();
    Api api = api();
    String path = ApiPath.events()
        .where("project", project)
        .where("stage", stage)
        .where("service", service)
        .where("keptnContext", context)
        .where("type", full)
        .toString();
    String key = "";
    do {
      Map<String, Object> page = api.get(key.isEmpty() ? path : path + "&nextPageKey=" + key);
      Json.list(page.get("events")).forEach(event -> events.add(Json.object(event)));
      key = Json.text(page.get("nextPageKey"));
    } while (key.matches("[1-9]\\d{0,8}") && Integer.parseInt(key) < limit);
    return events;
  }

  private void print(List<Map<String, Object>> events, String none, String indent) {
    Output format = Output.of(output, Output.JSON);
    if (events.isEmpty()) {
      say(none);
      return;
    }
    switch (format) {
      case TABLE -> EventTable.of(events).lines().forEach(this::say);
      case NAME -> events.forEach(event -> say(Json.text(event.get("id"))));
      default -> say(format.write(events.size() == 1 ? events.get(0) : events, indent));
    }
  }
}
