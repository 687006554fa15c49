package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code add-resource}: uploads a file to a project, a stage or a service. Source: cli.md §3. */
@Command(
    name = "add-resource",
    description = "Upload a file to a project, to a stage or to a service in a stage.")
final class AddResourceCommand extends Verb {

  @Option(
      names = {"-p", "--project"},
      required = true,
      description = "The project")
  String project;

  @Option(
      names = {"-s", "--stage"},
      description = "A stage of it")
  @Nullable
  String stage;

  @Option(names = "--service", description = "A service in the stage")
  @Nullable
  String service;

  @Option(
      names = "--all-stages",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Upload to every stage")
  boolean allStages;

  @Option(
      names = {"-r", "--resource"},
      required = true,
      paramLabel = "FILE",
      description = "The local file")
  String resource;

  @Option(
      names = "--resourceUri",
      paramLabel = "PATH",
      description = "Its path in the repository; as typed in --resource when missing")
  @Nullable
  String resourceUri;

  @Override
  protected void run() {
    check();
    Map<String, Object> body = body();
    Api api = api();
    remark("Adding resource %s %s".formatted(resource, target()));
    if (allStages) {
      stages(api).forEach(each -> upload(api, each, body));
    } else {
      upload(api, stage, body);
    }
    remark("Adding resource %s %s was successful".formatted(resource, target()));
    say("Resource has been uploaded.");
  }

  private void check() {
    if (stage != null && allStages) {
      throw new CommandFailure("Cannot use --stage and --all-stages at the same time");
    }
    if (service != null && stage == null && !allStages) {
      throw new CommandFailure("Flag 'stage' is missing");
    }
  }

  private Map<String, Object> body() {
    String uri = resourceUri == null ? resource : resourceUri;
    Map<String, Object> entry = Map.of("resourceURI", uri, "resourceContent", content());
    return Map.of("resources", List.of(entry));
  }

  private String content() {
    Path file = Path.of(resource);
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure("File %s not found on local file system".formatted(resource));
    }
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException unreadable) {
      throw new CommandFailure("%s could not be read: %s".formatted(file, unreadable), unreadable);
    }
  }

  private List<String> stages(Api api) {
    String path = ApiPath.controlPlane("project", project, "stage").toString();
    String complaint = "Failed to retrieve stages for project %s: ".formatted(project);
    List<String> names = attempt(complaint, () -> api.all(path, "stages")).stream()
        .map(entry -> Json.text(entry.get("stageName")))
        .toList();
    if (names.isEmpty()) {
      throw new CommandFailure("No stages found");
    }
    return names;
  }

  private void upload(Api api, @Nullable String toStage, Map<String, Object> body) {
    String complaint =
        "Resource %s could not be uploaded as a %s resource: ".formatted(resource, level());
    attempt(complaint, () -> api.post(path(toStage), body));
  }

  private String path(@Nullable String toStage) {
    if (toStage == null) {
      return ApiPath.resourceService("project", project, "resource").toString();
    }
    return service == null
        ? ApiPath.resourceService("project", project, "stage", toStage, "resource")
            .toString()
        : ApiPath.resourceService(
                "project", project, "stage", toStage, "service", service, "resource")
            .toString();
  }

  private String level() {
    if (service != null) {
      return "service";
    }
    return stage != null || allStages ? "stage" : "project";
  }

  private String target() {
    if (service != null) {
      return allStages
          ? "as a service resource to service %s to all stages for project %s"
              .formatted(service, project)
          : "as a service resource to service %s for stage %s for project %s"
              .formatted(service, stage, project);
    }
    if (allStages) {
      return "to all stages for project " + project;
    }
    return stage == null
        ? "as a project resource to project " + project
        : "as a stage resource to stage %s for project %s".formatted(stage, project);
  }
}
