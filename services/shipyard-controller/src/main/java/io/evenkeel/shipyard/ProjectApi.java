package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Outbox;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.model.shipyard.Shipyard;
import io.evenkeel.model.shipyard.StageDefinition;
import io.evenkeel.shipyard.ProjectTable.Project;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Projects: listed, created, updated and deleted.
 *
 * <p>Source: rest-api.md §4.1, sequences.md §6.
 */
final class ProjectApi {

  private final Platform platform;
  private final ControllerConfig config;
  private final ResourceClient resources;

  ProjectApi(Platform platform, ControllerConfig config, ResourceClient resources) {
    this.platform = platform;
    this.config = config;
    this.resources = resources;
  }

  Future<ApiResponse> list(ApiRequest request) {
    Page page = Page.withTextKey(request);
    SqlClient reader = platform.database().reader();
    return Future.all(
            ProjectTable.page(reader, page.size(), page.offset()).compose(this::views),
            ProjectTable.count(reader))
        .map(both -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("projects", both.<List<Map<String, Object>>>resultAt(0));
          page.addTextKey(json, both.<Long>resultAt(1));
          return ApiResponse.json(200, json);
        });
  }

  private Future<List<Map<String, Object>>> views(List<Project> projects) {
    List<Future<ProjectView>> views = projects.stream()
        .map(project -> ProjectView.load(platform.database().reader(), project))
        .toList();
    return Future.all(views)
        .compose(loaded -> resources.upstreams())
        .map(upstreams ->
            views.stream().map(view -> view.result().toMap(upstreams)).toList());
  }

  Future<ApiResponse> get(ApiRequest request) {
    String name = request.path("project");
    return ProjectTable.get(platform.database().reader(), name)
        .map(found -> found.orElseThrow(() -> new Refusal(404, "Project not found: " + name)))
        .compose(project -> ProjectView.load(platform.database().reader(), project))
        .compose(view ->
            resources.upstreams().map(upstreams -> ApiResponse.json(200, view.toMap(upstreams))));
  }

  Future<ApiResponse> create(ApiRequest request) {
    ProjectPayload payload = ProjectPayload.toCreate(request.body(), config.projectNameMaxSize());
    LifecycleEvents events =
        LifecycleEvents.start(platform, "project.create", Map.of("project", payload.name()));
    return events
        .started()
        .compose(started -> refuseExisting(payload.name()))
        .compose(free -> store(payload).recover(cause -> resources
            .deleteProject(payload.name())
            .transform(undone -> Future.failedFuture(cause))))
        .compose(stored -> events.succeeded(created(payload)))
        .recover(cause -> events.failed(
            cause, Map.of("createdProject", Map.of("projectName", "", "shipyard", ""))))
        .map(done -> ApiResponse.empty(201));
  }

  private Future<Void> refuseExisting(String name) {
    return ProjectTable.get(platform.database().reader(), name)
        .compose(found ->
            found.isEmpty() ? Future.succeededFuture() : Future.failedFuture(exists(name)));
  }

  private static Refusal exists(String name) {
    return new Refusal(
        409, "could not create project '%s': project already exists".formatted(name));
  }

  private Future<Void> store(ProjectPayload payload) {
    String name = payload.name();
    List<StageDefinition> stages = Shipyard.parse(payload.shipyard()).stages();
    Future<Void> created = resources.createProject(name, payload.gitCredentials());
    for (StageDefinition stage : stages) {
      created = created.compose(previous -> resources.createStage(name, stage.name()));
    }
    return created
        .compose(ready -> resources.writeShipyard(name, payload.shipyard()))
        .compose(written -> platform.mesh().transaction(outbox -> insert(outbox, payload)));
  }

  private Future<Void> insert(Outbox outbox, ProjectPayload payload) {
    String createdAt = LastEventTable.nanos(platform.clock().instant());
    return forget(outbox.client(), payload.name())
        .compose(clean -> ProjectTable.insert(
            outbox.client(),
            new Project(payload.name(), createdAt, payload.shipyard(), stages(payload))))
        .compose(isNew ->
            isNew ? Future.succeededFuture() : Future.failedFuture(exists(payload.name())));
  }

  /** Left over from an equally named former project. */
  private static Future<Void> forget(SqlClient client, String project) {
    return OpenEventTable.forget(client, project)
        .compose(gone -> StateTable.forget(client, project))
        .compose(gone -> ExecutionTable.forget(client, project))
        .compose(gone -> PauseTable.forget(client, project))
        .compose(gone -> LastEventTable.forget(client, project));
  }

  private static Map<String, Object> created(ProjectPayload payload) {
    Map<String, Object> created = new LinkedHashMap<>();
    created.put("projectName", payload.name());
    if (!payload.remoteUrl().isEmpty()) {
      created.put("gitRemoteURL", payload.remoteUrl());
    }
    created.put("shipyard", payload.shipyardBase64());
    return Map.of("createdProject", created);
  }

  Future<ApiResponse> update(ApiRequest request) {
    ProjectPayload payload = ProjectPayload.toUpdate(request.body());
    return ProjectTable.get(platform.database().reader(), payload.name())
        .map(found -> found.orElseThrow(() -> new Refusal(404, "project not found")))
        .map(project -> checkStages(project, payload))
        .compose(project ->
            replaceUpstream(payload).compose(replaced -> replaceShipyard(project, payload)))
        .map(done -> ApiResponse.empty(201));
  }

  /** Before anything is changed: credentials must not be switched by a refused update. */
  private static Project checkStages(Project project, ProjectPayload payload) {
    if (!payload.shipyard().isEmpty()
        && !Set.copyOf(known(project)).equals(Set.copyOf(stages(payload)))) {
      throw new Refusal(400, "stage name cannot be changed or removed");
    }
    return project;
  }

  private Future<Void> replaceUpstream(ProjectPayload payload) {
    return payload.gitCredentials().isEmpty()
        ? Future.succeededFuture()
        : resources.updateProject(payload.name(), payload.gitCredentials());
  }

  private Future<Void> replaceShipyard(Project project, ProjectPayload payload) {
    if (payload.shipyard().isEmpty()) {
      return Future.succeededFuture();
    }
    return resources.writeShipyard(project.name(), payload.shipyard()).compose(written -> platform
        .mesh()
        .transaction(outbox ->
            ProjectTable.setShipyard(outbox.client(), project.name(), payload.shipyard())));
  }

  private static List<String> stages(ProjectPayload payload) {
    return names(payload.shipyard());
  }

  private static List<String> known(Project project) {
    return project.stages().isEmpty() ? names(project.shipyard()) : project.stages();
  }

  private static List<String> names(String shipyard) {
    return Shipyard.parse(shipyard).stages().stream()
        .map(StageDefinition::name)
        .distinct()
        .toList();
  }

  Future<ApiResponse> delete(ApiRequest request) {
    String name = request.path("project");
    LifecycleEvents events =
        LifecycleEvents.start(platform, "project.delete", Map.of("project", name));
    return Future.all(ProjectTable.get(platform.database().reader(), name), resources.upstreams())
        .compose(both -> resources
            .deleteProject(name)
            .compose(deleted -> platform.mesh().transaction(outbox -> ProjectTable.delete(
                    outbox.client(), name)
                .compose(gone -> forget(outbox.client(), name))))
            .compose(gone -> events.succeeded(Map.of()))
            .recover(cause -> events.failed(cause, Map.of()))
            .map(done -> farewell(
                name, both.resultAt(0), Json.text(Json.at(both.resultAt(1), name, "remoteURL")))))
        .map(farewell -> ApiResponse.json(200, Map.of("message", farewell)));
  }

  private static String farewell(String name, Optional<Project> project, String remoteUrl) {
    if (project.isEmpty()) {
      return ("Project %s cannot be retrieved anymore. Any Git upstream of the project will not be"
              + " deleted.\nShipyard of project %s cannot be retrieved anymore. After deleting the"
              + " project, the namespaces containing the services are still available. This may"
              + " cause problems if a project with the same name is created later.")
          .formatted(name, name);
    }
    String stages = Shipyard.parse(project.get().shipyard()).stages().stream()
        .map(stage -> "%s-%s".formatted(name, stage.name()))
        .map(
            namespace -> ("- A potentially created namespace %s is not managed by Keptn anymore but"
                    + " is not deleted. If you would like to delete this namespace, please execute"
                    + " 'kubectl delete ns %s'")
                .formatted(namespace, namespace))
        .collect(Collectors.joining("\n"));
    return "The Git upstream of the project will not be deleted: %s\n%s"
        .formatted(remoteUrl, stages);
  }
}
