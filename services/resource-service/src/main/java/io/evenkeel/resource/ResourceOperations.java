package io.evenkeel.resource;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Refusal;
import io.evenkeel.resource.ResourceBody.Upload;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.ObjectId;

/** What clients do with files, one method an operation (resources.md §3). */
final class ResourceOperations {

  private static final String UPDATED = "Updated resource";
  private static final String DELETED = "Deleted resources";

  /** How some clients write "none". */
  private static final String EMPTY_QUOTES = "\"\"";

  private final GitClient git;
  private final RepositoryLayout layout;
  private final ResourceBody bodies;
  private final int maxChartBytes;

  ResourceOperations(GitClient git, ResourceConfig config) {
    this.git = git;
    this.layout = config.layout();
    this.bodies = new ResourceBody(config);
    this.maxChartBytes = config.maxRequestBytes();
  }

  Future<ApiResponse> createResources(ApiRequest request) {
    return write(request, 201, () -> bodies.many(request.body()));
  }

  Future<ApiResponse> updateResources(ApiRequest request) {
    return write(request, 200, () -> bodies.many(request.body()));
  }

  Future<ApiResponse> updateResource(ApiRequest request) {
    return write(request, 200, () -> List.of(bodies.one(request.path("uri"), request.body())));
  }

  Future<ApiResponse> deleteResource(ApiRequest request) {
    Level level = Level.of(request);
    ResourceUri uri = ResourceUri.fromPath(request.path("uri"));
    String path = layout.path(level, uri.path());
    return git.write(level.project(), repository -> {
          ObjectId head = existing(repository, level);
          if (repository.reader().entry(head, path).isAbsent()) {
            throw new Refusal(404, "Resource not found");
          }
          return repository.commit(level, DELETED, List.of(new TreeEdit.Remove(path)));
        })
        .map(commit -> written(200, level, commit));
  }

  Future<ApiResponse> getResource(ApiRequest request) {
    Level level = Level.of(request);
    ResourceUri uri = ResourceUri.fromPath(request.path("uri"));
    String revision = request.query("gitCommitID");
    return revision.isEmpty() || revision.equals(EMPTY_QUOTES)
        ? readHead(level, uri)
        : readRevision(level, uri, revision);
  }

  Future<ApiResponse> getResources(ApiRequest request) {
    Level level = Level.of(request);
    ResourcePage page = ResourcePage.of(request);
    return git.freshHeads(level.project())
        .map(heads -> heads.commitOf(level))
        .compose(commit -> files(level, commit)
            .map(paths -> ApiResponse.json(200, page.body(paths, version(level, commit)))));
  }

  private Future<List<String>> files(Level level, ObjectId commit) {
    return git.read(level.project(), repository -> {
      requireService(repository, level, commit);
      return repository.reader().files(commit, layout.folder(level)).stream()
          .filter(path -> !layout.isHidden(level, path))
          .toList();
    });
  }

  /**
   * Where the project's branches stand, without touching a repository here: asked at every sequence
   * start. An upstream that is slow or away does not keep it from starting.
   */
  Future<ApiResponse> getHeads(ApiRequest request) {
    Level level = Level.of(request);
    return git.latestHeads(level.project()).map(heads -> {
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("project", heads.project().name());
      body.put("shipyard", heads.shipyard());
      body.put("stage", level.isProject() ? "" : heads.commitOf(level).name());
      return ApiResponse.json(200, body);
    });
  }

  private Future<ApiResponse> write(
      ApiRequest request, int status, Supplier<List<Upload>> uploads) {
    Level level = Level.of(request);
    git.heads(level.project());
    // Large bodies take time to decode: not on the event loop.
    return git.write(level.project(), repository -> {
          List<TreeEdit> edits = edits(level, uploads.get());
          existing(repository, level);
          return repository.commit(level, UPDATED, edits);
        })
        .map(commit -> written(status, level, commit));
  }

  private List<TreeEdit> edits(Level level, List<Upload> uploads) {
    List<TreeEdit> edits = new ArrayList<>();
    for (Upload upload : uploads) {
      upload
          .uri()
          .chartFolder()
          .ifPresentOrElse(
              folder -> edits.addAll(chartEdits(layout.path(level, folder), upload.content())),
              () -> edits.add(
                  new TreeEdit.Put(layout.path(level, upload.uri().path()), upload.content())));
    }
    return edits;
  }

  private List<TreeEdit> chartEdits(String folder, byte[] archive) {
    List<TreeEdit> edits = new ArrayList<>();
    edits.add(new TreeEdit.Remove(folder));
    HelmArchive.unpack(archive, maxChartBytes)
        .forEach((path, content) -> edits.add(new TreeEdit.Put(folder + "/" + path, content)));
    return edits;
  }

  private Future<ApiResponse> readHead(Level level, ResourceUri uri) {
    return git.freshHeads(level.project())
        .map(heads -> heads.commitOf(level))
        .compose(commit -> chartOrFile(level, uri, commit)
            .compose(entry -> entry.isAbsent()
                ? refuseMissing(level, commit)
                : Future.succeededFuture(found(level, uri, commit, entry))));
  }

  private Future<ResourceEntry> chartOrFile(Level level, ResourceUri uri, ObjectId commit) {
    String project = level.project();
    return uri.chartFolder()
        .map(folder -> git.entry(
            new EntryCache.Key(project, commit.name(), layout.path(level, folder), true),
            repository -> chart(repository, commit, uri.chartName(), layout.path(level, folder))))
        .orElseGet(() -> git.entry(project, commit, layout.path(level, uri.path())));
  }

  private static ResourceEntry chart(
      ProjectRepository repository, ObjectId commit, String name, String folder)
      throws IOException {
    Map<String, byte[]> files = repository.reader().contents(commit, folder);
    return files.isEmpty()
        ? ResourceEntry.ABSENT
        : ResourceEntry.file(HelmArchive.pack(name, files));
  }

  private Future<ApiResponse> readRevision(Level level, ResourceUri uri, String revision) {
    String path = layout.path(level, uri.path());
    Optional<ResourceEntry> known =
        git.known(new EntryCache.Key(level.project(), revision, path, false));
    return known.isPresent()
        ? Future.succeededFuture(found(level, uri, ObjectId.fromString(revision), known.get()))
        : readResolved(level, uri, revision);
  }

  private Future<ApiResponse> readResolved(Level level, ResourceUri uri, String revision) {
    return git.read(level.project(), repository -> resolve(repository, revision))
        .compose(commit -> git.entry(level.project(), commit, layout.path(level, uri.path()))
            .map(entry -> found(level, uri, commit, entry)));
  }

  private static ObjectId resolve(ProjectRepository repository, String revision)
      throws IOException {
    return repository
        .resolve(revision)
        .orElseThrow(() ->
            new Refusal(404, "Resource not found: there is no revision %s".formatted(revision)));
  }

  /** The level itself may be missing: then that is what the client is told. */
  private Future<ApiResponse> refuseMissing(Level level, ObjectId commit) {
    return git.read(level.project(), repository -> {
      requireService(repository, level, commit);
      throw new Refusal(404, "Resource not found");
    });
  }

  /** The commit of a level that is there. */
  private ObjectId existing(ProjectRepository repository, Level level) throws IOException {
    ObjectId head = repository.head(level);
    requireService(repository, level, head);
    return head;
  }

  private void requireService(ProjectRepository repository, Level level, ObjectId commit)
      throws IOException {
    if (level.isService()
        && !repository.reader().entry(commit, layout.folder(level)).isFolder()) {
      throw new Refusal(404, "Service not found");
    }
  }

  private ApiResponse found(Level level, ResourceUri uri, ObjectId commit, ResourceEntry entry) {
    if (entry.isAbsent()) {
      throw new Refusal(404, "Resource not found");
    }
    if (entry.isFolder()) {
      throw new Refusal(500, "Internal server error");
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("resourceURI", uri.echo());
    if (!entry.content().isEmpty()) {
      body.put("resourceContent", entry.content());
    }
    body.put("metadata", version(level, commit));
    return ApiResponse.json(200, body);
  }

  private ApiResponse written(int status, Level level, ObjectId commit) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("commitID", commit.name());
    body.put("metadata", version(level, commit));
    return ApiResponse.json(status, body);
  }

  private Map<String, Object> version(Level level, ObjectId commit) {
    Map<String, Object> version = new LinkedHashMap<>();
    version.put("upstreamURL", git.upstreamUrl(level.project()));
    version.put("version", commit.name());
    return version;
  }
}
