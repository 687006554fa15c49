package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;

/** The names a server knows, for the options and arguments of a line that is being typed. */
final class CompletionNames implements CompletionRequest.Names {

  private static final int RUNS = 20;

  private final Cli cli;
  private final CompletionRequest request;

  CompletionNames(Cli cli, CompletionRequest request) {
    this.cli = cli;
    this.request = request;
  }

  @Override
  public List<String> of(String kind) {
    return switch (kind) {
      case "project" -> names(ApiPath.controlPlane("project"), "projects", "projectName");
      case "stage" -> stages();
      case "service" -> services();
      case "keptn-context" -> contexts("shkeptncontext");
      case "sequence" -> contexts("name");
      case "context" -> cli.keptnHome().contexts();
      case "secret" -> secrets();
      default -> List.of();
    };
  }

  private List<String> stages() {
    return request
        .value("project")
        .map(project ->
            names(ApiPath.controlPlane("project", project, "stage"), "stages", "stageName"))
        .orElse(List.of());
  }

  private List<String> services() {
    return request.value("project").map(this::services).orElse(List.of());
  }

  private List<String> services(String project) {
    Map<String, Object> known =
        api().get(ApiPath.controlPlane("project", project).toString());
    String stage = request.value("stage").orElse("");
    return Json.list(known.get("stages")).stream()
        .map(Json::object)
        .filter(entry -> stage.isEmpty() || stage.equals(entry.get("stageName")))
        .flatMap(entry -> Json.list(entry.get("services")).stream())
        .map(service -> Json.text(Json.object(service).get("serviceName")))
        .distinct()
        .toList();
  }

  private List<String> contexts(String member) {
    String project = request.value("project").orElse("");
    if (project.isEmpty()) {
      return List.of();
    }
    ApiPath path =
        ApiPath.controlPlane("sequence", project).where("pageSize", String.valueOf(RUNS));
    return Json.list(api().get(path.toString()).get("states")).stream()
        .map(run -> Json.text(Json.object(run).get(member)))
        .toList();
  }

  private List<String> secrets() {
    Object secrets = Json.get(api().get(SecretOptions.path()), "Secrets");
    return Json.list(secrets).stream()
        .map(secret -> Json.text(Json.object(secret).get("name")))
        .toList();
  }

  private List<String> names(ApiPath path, String list, String member) {
    return api().all(path.toString(), list).stream()
        .map(entry -> Json.text(entry.get(member)))
        .toList();
  }

  private Api api() {
    return new Api(cli.findEndpoint());
  }
}
