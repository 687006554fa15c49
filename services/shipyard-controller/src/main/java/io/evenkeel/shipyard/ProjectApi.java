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
import io.evenkeel.shipyard.Upstreams.Upstream;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Projects: listed, created and updated.
 *
 * <p>Source: rest-api.md §4.1, sequences.md §6.
 */
final class ProjectApi {

  private final Platform platform;
  private final ControllerConfig config;
  private final ResourceClient resources;
  private final Upstreams upstreams;

  ProjectApi(
      Platform platform, ControllerConfig config, ResourceClient resources, Upstreams upstreams) {
    this.platform = platform;
    this.config = config;
    this.resources = resources;
    this.upstreams = upstreams;
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
        .map(known -> views.stream().map(view -> shown(view.result(), known)).toList());
  }

  Future<ApiResponse> get(ApiRequest request) {
    String name = request.path("project");
    return ProjectTable.get(platform.database().reader(), name)
        .map(found -> found.orElseThrow(() -> new Refusal(404, "Project not found: " + name)))
        .compose(project -> ProjectView.load(platform.database().reader(), project))
        .compose(
            view -> resources.upstreams().map(known -> ApiResponse.json(200, shown(view, known))));
  }

  /** With its own of {@code known}, the upstreams by project, as far as clients may see it. */
  private Map<String, Object> shown(ProjectView view, Map<String, Object> known) {
    Project project = view.project();
    return view.toMap(
        upstreams.isHidden(project.provisioned())
            ? Map.of("remoteURL", "")
            : Upstreams.withoutSecrets(Json.object(known.get(project.name()))));
  }

  Future<ApiResponse> create(ApiRequest request) {
    ProjectPayload payload = ProjectPayload.toCreate(request.body(), config.projectNameMaxSize());
    return upstreams
        .forNew(payload)
        .compose(upstream -> create(payload, upstream))
        .map(done -> ApiResponse.empty(201));
  }

  private Future<Void> create(ProjectPayload payload, Upstream upstream) {
    LifecycleEvents events =
        LifecycleEvents.start(platform, "project.create", Map.of("project", payload.name()));
    return events
        .started()
        .compose(started -> refuseExisting(payload.name()))
        .compose(free -> store(payload, upstream))
        .compose(stored -> events.succeeded(created(payload)))
        .recover(cause -> events.failed(
            cause, Map.of("createdProject", Map.of("projectName", "", "shipyard", ""))));
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

  /** A request that failed, or was not answered in time, may have made files nonetheless. */
  private Future<Void> store(ProjectPayload payload, Upstream upstream) {
    String creation = UUID.randomUUID().toString();
    return resources
        .createProject(payload.name(), upstream.gitCredentials(), creation)
        .recover(cause -> isTaken(cause)
            ? Future.failedFuture(cause)
            : undo(payload.name(), upstream, creation, cause))
        .compose(created -> fill(payload, upstream)
            .recover(cause -> undo(payload.name(), upstream, creation, cause)));
  }

  private Future<Void> fill(ProjectPayload payload, Upstream upstream) {
    String name = payload.name();
    Future<Void> filled = Future.succeededFuture();
    for (StageDefinition stage : Shipyard.parse(payload.shipyard()).stages()) {
      filled = filled.compose(previous -> resources
          .createStage(name, stage.name())
          .recover(cause -> failed("create stage '%s' for".formatted(stage.name()), name, cause)));
    }
    return filled
        .compose(ready -> resources
            .writeShipyard(name, payload.shipyard())
            .recover(cause -> failed("upload shipyard resource for", name, cause)))
        .compose(written ->
            platform.mesh().transaction(outbox -> insert(outbox, payload, upstream.provisioned())));
  }

  private static Future<Void> failed(String what, String project, Throwable cause) {
    return Future.failedFuture(new Refusal(
        500, "failed to %s project '%s': %s".formatted(what, project, cause.getMessage())));
  }

  /** Then the files that are there are somebody else's. */
  private static boolean isTaken(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.status() == 409;
  }

  /** The answer says why the project was not created, whatever becomes of cleaning up. */
  private Future<Void> undo(String name, Upstream upstream, String creation, Throwable cause) {
    return resources
        .undoCreation(name, creation)
        .transform(undone -> upstreams.release(name, upstream.provisioned()))
        .transform(released -> Future.failedFuture(cause));
  }

  private Future<Void> insert(Outbox outbox, ProjectPayload payload, boolean provisioned) {
    String createdAt = LastEventTable.nanos(platform.clock().instant());
    return ProjectRemoval.forget(outbox.client(), payload.name())
        .compose(clean -> ProjectTable.insert(
            outbox.client(),
            new Project(
                payload.name(), createdAt, payload.shipyard(), stages(payload), provisioned)))
        .compose(isNew ->
            isNew ? Future.succeededFuture() : Future.failedFuture(exists(payload.name())));
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
        .compose(project -> upstreams
            .check(payload)
            .compose(allowed -> replaceUpstream(payload))
            .compose(replaced -> replaceShipyard(project, payload)))
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
        : resources
            .updateProject(payload.name(), payload.gitCredentials())
            .compose(replaced -> platform
                .mesh()
                .transaction(
                    outbox -> ProjectTable.setOwnUpstream(outbox.client(), payload.name())));
  }

  private Future<Void> replaceShipyard(Project project, ProjectPayload payload) {
    String name = project.name();
    if (payload.shipyard().isEmpty()) {
      return Future.succeededFuture();
    }
    return resources
        .writeShipyard(name, payload.shipyard())
        .recover(cause -> failed("update", name, cause))
        .compose(written -> platform
            .mesh()
            .transaction(outbox -> {
              ProjectTable.setShipyard(outbox.client(), name, payload.shipyard());
              return Future.<Void>succeededFuture();
            })
            .recover(cause -> restore(project, cause)));
  }

  /** The file must not say something else than the record. */
  private Future<Void> restore(Project project, Throwable cause) {
    return resources
        .writeShipyard(project.name(), project.shipyard())
        .transform(restored -> Future.failedFuture(cause));
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
}
