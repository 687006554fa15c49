package io.evenkeel.cli;

import io.evenkeel.model.GoDuration;
import io.evenkeel.model.Json;
import io.evenkeel.model.sequence.StateDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code logs}: what happened, a line an event, oldest first; {@code -f} goes on as it happens. */
@Command(
    name = "logs",
    description = "Print the events of a project or a run, or the errors an integration reported.")
final class LogsCommand extends Verb {

  @Option(
      names = {"-p", "--project"},
      description = "The project")
  @Nullable
  String project;

  @Option(
      names = {"-c", "--keptn-context"},
      paramLabel = "CONTEXT",
      description = "Only this run; with --follow until it ends")
  @Nullable
  String context;

  @Option(
      names = "--integration",
      paramLabel = "ID",
      description = "Instead: the errors of this integration, see \"evenkeel get integrations\"")
  @Nullable
  String integration;

  @Option(
      names = "--since",
      defaultValue = "1h",
      paramLabel = "DURATION",
      description = "Without a run: how far back (${DEFAULT-VALUE})")
  String since = "1h";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on as it happens")
  boolean follow;

  @Override
  protected void run() {
    if (integration != null) {
      integrationLog(integration);
    } else if (project == null) {
      throw misuse("--project is missing (or --integration)");
    } else {
      events(project);
    }
  }

  private void events(String ofProject) {
    Api api = api();
    EventWatch events = new EventWatch(this, api, ofProject, context, EventTable::line);
    if (context == null) {
      events.after(begin());
    }
    events.print();
    if (follow && context != null) {
      untilItEnds(new Run(api, ofProject, context), events);
    } else if (follow) {
      forEver(api, ofProject, events);
    }
  }

  private Instant begin() {
    try {
      return Instant.now().minus(GoDuration.parse(since));
    } catch (IllegalArgumentException malformed) {
      throw new CommandFailure(
          "--since=%s is not a duration such as 30m or 2h".formatted(since), malformed);
    }
  }

  private void untilItEnds(Run run, EventWatch events) {
    try (Changes changes = Changes.of(run.api(), run.project())) {
      while (!hasEnded(run)) {
        changes.await(run.context(), cli().pause);
        events.print();
      }
      events.print();
    }
  }

  private static boolean hasEnded(Run run) {
    return run.summary()
        .map(summary -> StateDocument.isFinal(Json.text(summary.get("state"))))
        .orElse(false);
  }

  private void forEver(Api api, String ofProject, EventWatch events) {
    try (Changes changes = Changes.of(api, ofProject)) {
      while (!Thread.currentThread().isInterrupted()) {
        changes.awaitAny(cli().pause);
        events.print();
      }
    }
  }

  private void integrationLog(String id) {
    String path = ApiPath.controlPlane("log").where("integrationId", id).toString();
    List<Map<String, Object>> oldestFirst = new ArrayList<>(api().all(path, "logs"));
    Collections.reverse(oldestFirst);
    if (oldestFirst.isEmpty()) {
      say("No log entries found");
    }
    oldestFirst.forEach(entry -> say("%s %s: %s"
        .formatted(
            Json.text(entry.get("time")),
            Json.text(entry.get("task")),
            Json.text(entry.get("message")).strip())));
  }
}
