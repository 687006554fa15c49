package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code get services [NAME] [--project=P]}. Source: cli.md §5. */
@Command(name = "services", aliases = "service", description = "List services.")
final class GetServicesCommand extends Verb {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this one")
  @Nullable
  String name;

  @Option(
      names = {"-p", "--project"},
      description = "Only in this project")
  @Nullable
  String project;

  @Mixin
  Listing listing;

  @Override
  protected void run() {
    listing.check();
    List<Map<String, Object>> found = new ArrayList<>();
    Api api = api();
    api.all(ApiPath.controlPlane("project").toString(), "projects").stream()
        .filter(entry -> project == null || project.equals(entry.get("projectName")))
        .forEach(entry -> found.addAll(services(api, entry)));
    listing.print(this, found, "No services found", "serviceName", GetServicesCommand::table);
  }

  private List<Map<String, Object>> services(Api api, Map<String, Object> inProject) {
    List<Map<String, Object>> found = new ArrayList<>();
    String projectName = Json.text(inProject.get("projectName"));
    for (Object stage : Json.list(inProject.get("stages"))) {
      String stageName = Json.text(Json.object(stage).get("stageName"));
      String path = ApiPath.controlPlane("project", projectName, "stage", stageName, "service")
          .toString();
      api.all(path, "services").stream()
          .filter(service -> name == null || name.equals(service.get("serviceName")))
          .forEach(service -> found.add(placed(service, projectName, stageName)));
    }
    return found;
  }

  private static Map<String, Object> placed(
      Map<String, Object> service, String project, String stage) {
    Map<String, Object> placed = new LinkedHashMap<>(service);
    placed.put("projectName", project);
    placed.put("stageName", stage);
    return placed;
  }

  private static Table table(List<Map<String, Object>> services) {
    Table table = new Table("NAME", "PROJECT", "STAGE", "CREATION DATE");
    services.forEach(service -> table.row(
        Json.text(service.get("serviceName")),
        Json.text(service.get("projectName")),
        Json.text(service.get("stageName")),
        CreationDate.of(service)));
    return table;
  }
}
