package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code describe service NAME --project=P}: in each stage its image, runs and approvals. */
@Command(name = "service", description = "Show a service: images, open approvals, latest runs.")
final class DescribeServiceCommand extends Verb {

  private static final int RUNS_READ = 50;
  private static final int RUNS_SHOWN = 5;

  @Parameters(arity = "0..*", paramLabel = "SERVICENAME", description = "The service's name")
  List<String> names = new ArrayList<>();

  @Option(
      names = {"-p", "--project"},
      required = true,
      description = "The project it belongs to")
  String project;

  @Override
  protected void run() {
    String name = only(names, "SERVICENAME");
    Api api = api();
    Table stages = new Table("STAGE", "IMAGE", "OPEN APPROVALS");
    int found = 0;
    Map<String, Object> known = api.get(ApiPath.controlPlane("project", project).toString());
    for (Object entry : Json.list(known.get("stages"))) {
      Map<String, Object> stage = Json.object(entry);
      String stageName = Json.text(stage.get("stageName"));
      for (Object service : Json.list(stage.get("services"))) {
        Map<String, Object> details = Json.object(service);
        if (name.equals(details.get("serviceName"))) {
          found++;
          stages.row(
              stageName,
              DescribeProjectCommand.dash(Json.text(details.get("deployedImage"))),
              approvals(api, stageName, name));
        }
      }
    }
    if (found == 0) {
      throw new CommandFailure(("there is no service %s in project %s;"
              + " \"evenkeel get services --project=%s\" lists them")
          .formatted(name, project, project));
    }
    stages.lines().forEach(this::say);
    say("");
    runs(api, name);
  }

  private String approvals(Api api, String stage, String service) {
    List<Map<String, Object>> open = OpenApprovals.of(api, project, stage, service);
    return open.isEmpty()
        ? "-"
        : open.stream()
            .map(approval -> Json.text(approval.get("id")))
            .collect(Collectors.joining(","));
  }

  private void runs(Api api, String service) {
    String path = ApiPath.controlPlane("sequence", project)
        .where("pageSize", String.valueOf(RUNS_READ))
        .toString();
    List<Map<String, Object>> runs = Json.list(api.get(path).get("states")).stream()
        .map(Json::object)
        .filter(run -> service.equals(run.get("service")))
        .limit(RUNS_SHOWN)
        .toList();
    GetSequencesCommand.table(runs, Instant.now()).lines().forEach(this::say);
  }
}
