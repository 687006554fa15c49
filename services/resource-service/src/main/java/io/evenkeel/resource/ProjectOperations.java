package io.evenkeel.resource;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Refusal;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What the control plane does with projects, stages and services, one method an operation; not for
 * clients (resources.md §8). Each answers 204 with an empty body.
 */
final class ProjectOperations {

  private final GitClient git;
  private final RepositoryLayout layout;
  private final ResourceBody bodies;
  private final Clock clock;

  ProjectOperations(GitClient git, ResourceConfig config, Clock clock) {
    this.git = git;
    this.layout = config.layout();
    this.bodies = new ResourceBody(config);
    this.clock = clock;
  }

  Future<ApiResponse> createProject(ApiRequest request) {
    String project = Level.name(bodies.text(request.body(), "projectName"));
    return git.create(
            project,
            bodies.credentials(request.body()).orElse(null),
            bodies.text(request.body(), "creation"))
        .map(created -> ApiResponse.empty(204));
  }

  /**
   * Other credentials, another upstream, or the first one; with {@code migrate} the stages become
   * folders afterwards (resources.md §1.2).
   */
  Future<ApiResponse> updateProject(ApiRequest request) {
    Level level = Level.of(request);
    git.heads(level.project());
    Optional<GitCredentials> credentials = bodies.credentials(request.body());
    boolean migrates = bodies.flag(request.body(), "migrate");
    if (credentials.isEmpty() && !migrates) {
      throw new Refusal(400, "Invalid request format");
    }
    return credentials
        .map(upstream -> git.connect(level.project(), upstream))
        .orElseGet(Future::succeededFuture)
        .compose(connected -> migrates
            ? git.write(level.project(), repository -> StageFolders.migrate(repository, level))
            : Future.succeededFuture())
        .map(updated -> ApiResponse.empty(204));
  }

  /** The upstreams of all projects as clients may see them: {@code {"upstreams": {name: …}}}. */
  Future<ApiResponse> getUpstreams(ApiRequest request) {
    return Future.succeededFuture(
        ApiResponse.json(200, Map.of("upstreams", git.visibleUpstreams())));
  }

  /** With {@code creation}, only if the project was made with that in {@code createProject}. */
  Future<ApiResponse> deleteProject(ApiRequest request) {
    Level level = Level.of(request);
    git.heads(level.project());
    return git.delete(level.project(), request.query("creation"))
        .map(deleted -> ApiResponse.empty(204));
  }

  Future<ApiResponse> createStage(ApiRequest request) {
    Level project = Level.of(request);
    Level stage = project.withStage(Level.name(bodies.text(request.body(), "stageName")));
    return change(stage, repository -> createStage(repository, project, stage));
  }

  Future<ApiResponse> createService(ApiRequest request) {
    Level stage = Level.of(request);
    Level service = stage.withService(Level.name(bodies.text(request.body(), "serviceName")));
    return change(service, repository -> createService(repository, service));
  }

  Future<ApiResponse> deleteService(ApiRequest request) {
    Level service = Level.of(request);
    return change(service, repository -> deleteService(repository, service));
  }

  private ObjectId createStage(ProjectRepository repository, Level project, Level stage)
      throws IOException {
    ProjectHeads heads = repository.heads();
    String name = stage.stage();
    if (heads.stages().containsKey(name)) {
      throw new Refusal(409, "Stage already exists");
    }
    if (layout == RepositoryLayout.FOLDERS) {
      String path = layout.path(stage, Metadata.FILE);
      return repository.commit(
          project, "Added stage: " + name, List.of(Metadata.ofStage(path, name, clock.instant())));
    }
    if (heads.defaultBranch().equals(name)) {
      throw new Refusal(409, "Stage already exists");
    }
    return repository.branchOff(name, "created stage");
  }

  private ObjectId createService(ProjectRepository repository, Level service) throws IOException {
    String name = service.service();
    ObjectId head = repository.head(service);
    if (repository.reader().entry(head, layout.folder(service)).isFolder()) {
      throw new Refusal(409, "Service already exists");
    }
    String path = layout.path(service, Metadata.FILE);
    return repository.commit(
        service,
        "Added service: " + name,
        List.of(Metadata.ofService(path, name, clock.instant())));
  }

  private ObjectId deleteService(ProjectRepository repository, Level service) throws IOException {
    String folder = layout.folder(service);
    ObjectId head = repository.head(service);
    if (!service.isService() || !repository.reader().entry(head, folder).isFolder()) {
      throw new Refusal(404, "Service not found");
    }
    return repository.commit(
        service, "Removed service: " + service.service(), List.of(new TreeEdit.Remove(folder)));
  }

  private Future<ApiResponse> change(Level level, GitClient.Work<ObjectId> work) {
    git.heads(level.project());
    return git.write(level.project(), work).map(commit -> ApiResponse.empty(204));
  }
}
