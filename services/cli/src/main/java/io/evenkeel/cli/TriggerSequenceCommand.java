package io.evenkeel.cli;

import io.evenkeel.model.event.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code trigger sequence NAME}: any sequence of the shipyard. Source: cli.md §4. */
@Command(name = "sequence", description = "Start a sequence of a stage.")
final class TriggerSequenceCommand extends Verb {

  @Parameters(paramLabel = "SEQUENCE", description = "Its name in the shipyard")
  String name;

  @Option(names = "--project", required = true, description = "The project")
  String project;

  @Option(names = "--stage", required = true, description = "The stage")
  String stage;

  @Option(names = "--service", required = true, description = "The service")
  String service;

  @Option(
      names = {"-d", "--data"},
      split = ",",
      paramLabel = "a.b=c",
      description = "Event data; dots nest")
  List<String> data = new ArrayList<>();

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
    Api api = api();
    Scope scope = new Scope(project, stage, service);
    scope.check(api);
    say("Triggering sequence %s in project %s in stage %s service %s"
        .formatted(name, project, stage, service));
    String context =
        attempt("trigger sequence was unsuccessful. ", () -> api.publish(event(scope)));
    warn("ID of Keptn context: " + context); // Not on stdout, where the original does not print it.
    exitWith(watch.follow(this, api, project, context));
  }

  private Map<String, Object> event(Scope scope) {
    Map<String, Object> all = DottedValues.nest(Map.of(), data);
    all.putAll(scope.data());
    labels.addTo(all);
    String type = EventType.sequence(stage, name, "triggered");
    return CliEvent.of(type, "configuration-change", all);
  }
}
