package io.evenkeel.cli;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code configure monitoring}. Source: cli.md §4. */
@Command(
    name = "configure",
    description = "Configure monitoring, or the bridge's password.",
    subcommands = {ConfigureCommand.Monitoring.class, BridgeCommand.class})
final class ConfigureCommand extends Group {

  /** {@code configure monitoring PROVIDER}: who delivers the indicators of a project. */
  @Command(name = "monitoring", description = "Choose where a service's metrics come from.")
  static final class Monitoring extends Verb {

    private static final int QUESTIONS = 10;
    private static final String TRIGGERED = "sh.keptn.event.monitoring.configure";
    private static final String FINISHED = EventType.task("configure-monitoring", "finished");
    private static final List<String> NEED_BOTH = List.of("prometheus", "datadog");

    @Parameters(paramLabel = "PROVIDER", description = "e.g. prometheus")
    String provider;

    @Option(
        names = {"-p", "--project"},
        description = "The project")
    @Nullable
    String project;

    @Option(
        names = {"-s", "--service"},
        description = "The service")
    @Nullable
    String service;

    @Override
    protected void run() {
      check();
      Map<String, Object> data = new LinkedHashMap<>();
      data.put("type", provider);
      data.put("project", project == null ? "" : project);
      data.put("service", service == null ? "" : service);
      Api api = api();
      String context = attempt(
          "configure monitoring was unsuccessful. ",
          () -> api.publish(CliEvent.of(TRIGGERED, "configuremonitoring", data)));
      say("ID of Keptn context: " + context);
      report(answers(api, context, QUESTIONS), context);
    }

    private void check() {
      if (NEED_BOTH.contains(provider) && project == null) {
        throw new CommandFailure("Please specify a project");
      }
      if (NEED_BOTH.contains(provider) && service == null) {
        throw new CommandFailure("Please specify a service");
      }
    }

    private List<Map<String, Object>> answers(Api api, String context, int questionsLeft) {
      String path = ApiPath.events()
          .where("keptnContext", context)
          .where("type", FINISHED)
          .toString();
      List<Map<String, Object>> found = api.all(path, "events");
      if (!found.isEmpty() || questionsLeft == 1) {
        return found;
      }
      sleep(cli().pause);
      return answers(api, context, questionsLeft - 1);
    }

    private void report(List<Map<String, Object>> answers, String context) {
      if (answers.isEmpty()) {
        say("could not find matching event after %d x 3s".formatted(QUESTIONS));
        say(("Could not retrieve configure-monitoring.finished event with KeptnContext %s"
                + " Please check your monitoring solution if it has been configured correctly.")
            .formatted(context));
      }
      answers.forEach(event -> say(Json.text(Json.at(event, "data", "message"))));
    }
  }
}
