package io.evenkeel.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code trigger evaluation}: judge a span of time.
 *
 * <p>Source: cli.md §4. The server works out the span, by the same rules as the original's command
 * line: without any flag it is the last five minutes.
 */
abstract class TriggerEvaluation extends Verb {

  @Option(names = "--project", required = true, description = "The project")
  String project;

  @Option(names = "--stage", required = true, description = "The stage")
  String stage;

  @Option(names = "--service", required = true, description = "The service")
  String service;

  @Option(names = "--timeframe", description = "Length of the span, e.g. 5m; at least 1m")
  @Nullable
  String timeframe;

  @Option(names = "--start", description = "Its begin, e.g. 2024-05-01T10:00:00 (UTC)")
  @Nullable
  String start;

  @Option(names = "--end", description = "Its end; not together with --timeframe")
  @Nullable
  String end;

  @Option(names = "--git-commit-id", description = "Commit of the configuration to judge by")
  @Nullable
  String gitCommitId;

  @Mixin
  Labels labels;

  @Mixin
  WatchOptions watch;

  @Override
  protected int failureStatus() {
    return watch.failureStatus();
  }

  @Override
  protected void run() {
    watch.check();
    if (end != null && timeframe != null) {
      throw new CommandFailure("You can not use --end together with --timeframe");
    }
    Api api = api();
    String path = ApiPath.controlPlane(
            "project", project, "stage", stage, "service", service, "evaluation")
        .toString();
    String context = attempt(
        "trigger evaluation was unsuccessful. ",
        () -> String.valueOf(api.post(path, body()).get("keptnContext")));
    say("ID of Keptn context: " + context);
    exitWith(watch.follow(this, api, project, context));
  }

  private Map<String, Object> body() {
    Map<String, Object> body = new LinkedHashMap<>();
    put(body, "start", start);
    put(body, "end", end);
    put(body, "timeframe", timeframe);
    put(body, "gitcommitid", gitCommitId);
    labels.addTo(body);
    return body;
  }

  private static void put(Map<String, Object> body, String name, @Nullable String value) {
    if (value != null) {
      body.put(name, value);
    }
  }
}
