package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code describe project NAME}: upstream, stages, what is deployed where, the latest runs. */
@Command(name = "project", description = "Show a project: stages, services, images, latest runs.")
final class DescribeProjectCommand extends Verb {

  private static final int RUNS = 5;

  @Parameters(arity = "0..*", paramLabel = "PROJECTNAME", description = "The project's name")
  List<String> names = new ArrayList<>();

  @Override
  protected void run() {
    String name = only(names, "PROJECTNAME");
    Api api = api();
    Map<String, Object> project = api.get(ApiPath.controlPlane("project", name).toString());
    say("Name:      " + name);
    say("Created:   " + CreationDate.of(project));
    say("Shipyard:  " + Json.text(project.get("shipyardVersion")));
    say("Upstream:  " + upstream(project));
    say("");
    stages(project).lines().forEach(this::say);
    say("");
    runs(api, name);
  }

  private static String upstream(Map<String, Object> project) {
    String url = Json.text(Json.at(project, "gitCredentials", "remoteURL"));
    return url.isEmpty() ? "none, the server keeps the repository" : url;
  }

  private static Table stages(Map<String, Object> project) {
    Table table = new Table("STAGE", "AFTER", "SERVICE", "IMAGE");
    for (Object entry : Json.list(project.get("stages"))) {
      Map<String, Object> stage = Json.object(entry);
      String name = Json.text(stage.get("stageName"));
      String parents = Json.list(stage.get("parentStages")).stream()
          .map(Json::text)
          .collect(Collectors.joining(","));
      List<?> services = Json.list(stage.get("services"));
      if (services.isEmpty()) {
        table.row(name, dash(parents), "-", "-");
      }
      for (Object service : services) {
        Map<String, Object> known = Json.object(service);
        table.row(
            name,
            dash(parents),
            Json.text(known.get("serviceName")),
            dash(Json.text(known.get("deployedImage"))));
      }
    }
    return table;
  }

  private void runs(Api api, String project) {
    String path = ApiPath.controlPlane("sequence", project)
        .where("pageSize", String.valueOf(RUNS))
        .toString();
    List<Map<String, Object>> runs =
        Json.list(api.get(path).get("states")).stream().map(Json::object).toList();
    if (runs.isEmpty()) {
      say("No run yet; start one with \"evenkeel trigger sequence\"");
    } else {
      GetSequencesCommand.table(runs, Instant.now()).lines().forEach(this::say);
    }
  }

  static String dash(String text) {
    return text.isEmpty() ? "-" : text;
  }
}
