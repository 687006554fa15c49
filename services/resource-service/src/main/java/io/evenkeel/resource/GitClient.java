package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * All projects' repositories behind futures: Git blocks, so it runs on worker threads of its own.
 * Changes of one project happen one after the other; reads go beside them, on commits that never
 * change.
 */
final class GitClient {

  private static final int THREADS = 8;
  private static final int UPSTREAM_THREADS = 16;

  /** A sequence that starts waits no longer for news of an upstream. */
  private static final long NEWS_MILLIS = 2000;

  private static final int COMMITS_BETWEEN_PACKING = 256;

  private final WorkerExecutor workers;
  private final WorkerExecutor talkers;
  private final GitFailures failures;
  private final RepositoryDirectory directory;
  private final Map<String, ProjectRepository> projects;
  private final ProjectQueue queue = new ProjectQueue();
  private final Freshness freshness = new Freshness();
  private final EntryCache cache;
  private final AtomicInteger commits = new AtomicInteger();

  private GitClient(
      WorkerExecutor workers,
      WorkerExecutor talkers,
      ResourceConfig config,
      RepositoryDirectory directory,
      Map<String, ProjectRepository> projects) {
    this.workers = workers;
    this.talkers = talkers;
    this.failures = new GitFailures(config.directory());
    this.directory = directory;
    this.projects = new ConcurrentHashMap<>(projects);
    this.cache = new EntryCache(config.cacheBytes());
  }

  /** Opens every repository there is; fails with a sentence for the operator. */
  static Future<GitClient> open(Vertx vertx, ResourceConfig config, Clock clock) {
    WorkerExecutor workers = vertx.createSharedWorkerExecutor("evenkeel-git", THREADS);
    WorkerExecutor talkers =
        vertx.createSharedWorkerExecutor("evenkeel-git-upstream", UPSTREAM_THREADS);
    return workers.executeBlocking(() -> openAll(workers, talkers, config, clock), false);
  }

  private static GitClient openAll(
      WorkerExecutor workers, WorkerExecutor talkers, ResourceConfig config, Clock clock) {
    try {
      RepositoryDirectory directory = RepositoryDirectory.open(config, clock);
      return new GitClient(workers, talkers, config, directory, directory.openAll());
    } catch (IOException | UncheckedIOException unusable) {
      throw new IllegalStateException(
          ("the Git repositories in %s can not be used (%s); make them readable and writable, or"
                  + " choose another directory with EVENKEEL_GIT_DIR")
              .formatted(config.directory(), unusable.getMessage()),
          unusable);
    }
  }

  /** Work on one project's repository that blocks. */
  interface Work<T> {
    T on(ProjectRepository repository) throws IOException;
  }

  /** Work on the directory that blocks. */
  interface DirectoryWork<T> {
    T in(RepositoryDirectory directory) throws IOException;
  }

  /** Where a project's branches stand, from memory; refuses an unknown project with 404. */
  ProjectHeads heads(String project) {
    return repository(project).heads();
  }

  /** Where a project's branches stand by what its upstream says now. */
  Future<ProjectHeads> freshHeads(String project) {
    ProjectRepository repository = repository(project);
    return repository.upstream().exists()
        ? freshness
            .ask(
                project,
                () -> talking(project, () -> {
                  repository.refresh();
                  return null;
                }))
            .map(refreshed -> repository.heads())
        : Future.succeededFuture(repository.heads());
  }

  /** Like {@link #freshHeads}, or as they were known if the upstream is slow or refuses. */
  Future<ProjectHeads> latestHeads(String project) {
    ProjectRepository repository = repository(project);
    return freshHeads(project)
        .timeout(NEWS_MILLIS, TimeUnit.MILLISECONDS)
        .otherwise(noNews -> repository.heads());
  }

  /** Where the upstream of a project is, {@code ""} without one. */
  String upstreamUrl(String project) {
    return repository(project).upstream().url();
  }

  /** What clients may see of the upstreams, by project. */
  Map<String, Object> visibleUpstreams() {
    Map<String, Object> visible = new TreeMap<>();
    projects.forEach((project, repository) -> {
      if (!repository.upstream().url().isEmpty()) {
        visible.put(project, repository.upstream().visible());
      }
    });
    return visible;
  }

  /** Reads, beside whatever else happens. */
  <T> Future<T> read(String project, Work<T> work) {
    return blocking(project, () -> {
      ProjectRepository repository = repository(project);
      try {
        return work.on(repository);
      } catch (IOException | RuntimeException broken) {
        throw repository.isLeaving() ? unknownProject() : broken;
      }
    });
  }

  /** Changes, after every earlier change of this project. */
  <T> Future<T> write(String project, Work<T> work) {
    return queue
        .add(project, () -> talking(project, () -> repository(project).write(work)))
        .onSuccess(written -> packNowAndThen(project));
  }

  /** What a path is in a commit; from memory if it was asked before. */
  Future<ResourceEntry> entry(EntryCache.Key key, Work<ResourceEntry> read) {
    return known(key).map(Future::succeededFuture).orElseGet(() -> read(key.project(), read)
        .onSuccess(entry -> cache.put(key, entry)));
  }

  /** What was asked for before. */
  Optional<ResourceEntry> known(EntryCache.Key key) {
    return Optional.ofNullable(cache.get(key));
  }

  /** Like {@link #entry(EntryCache.Key, Work)}, for {@code path} as it is in {@code commit}. */
  Future<ResourceEntry> entry(String project, ObjectId commit, String path) {
    return entry(
        new EntryCache.Key(project, commit.name(), path, false),
        repository -> repository.reader().entry(commit, path));
  }

  /** Makes a project, {@code creation} being this attempt; refuses with 409 if it is there. */
  Future<Void> create(String project, @Nullable GitCredentials upstream, String creation) {
    return queue.add(
        project,
        () -> talking(project, () -> {
          if (projects.containsKey(project)) {
            throw new Refusal(409, "Project already exists");
          }
          projects.put(project, directory.create(project, upstream, creation));
          return null;
        }));
  }

  /** Gives a project another upstream, or other credentials for the one it has. */
  Future<Void> connect(String project, GitCredentials upstream) {
    return queue.add(
        project,
        () -> talking(project, () -> {
          directory.connect(project, repository(project), upstream);
          return null;
        }));
  }

  /**
   * Removes a project with its history; refuses with 404 if it is unknown, or {@code creation} is
   * named and not the one it comes from.
   */
  Future<Void> delete(String project, String creation) {
    return queue.add(
        project,
        () -> talking(project, () -> {
          ProjectRepository repository = repository(project);
          if (!creation.isEmpty() && !creation.equals(repository.creation())) {
            throw unknownProject();
          }
          repository.retire(() -> directory.delete(project));
          projects.remove(project);
          cache.removeProject(project);
          repository.close();
          return null;
        }));
  }

  /** Does {@code work} on the directory of all repositories while nothing changes this one. */
  <T> Future<T> alone(String project, DirectoryWork<T> work) {
    return queue.add(project, () -> beside(work));
  }

  /** Does {@code work} on the directory of all repositories, beside whatever else happens. */
  <T> Future<T> beside(DirectoryWork<T> work) {
    return blocking("", () -> work.in(directory));
  }

  /**
   * Puts {@code repository}, which came from elsewhere, in the place of what {@code project} has.
   */
  Future<Void> adopt(String project, Path repository) {
    return queue.add(
        project,
        () -> blocking(project, () -> {
          ProjectRepository former = projects.remove(project);
          if (former != null) {
            former.retire(() -> directory.delete(project));
            cache.removeProject(project);
            former.close();
          }
          projects.put(project, directory.adopt(project, repository));
          return null;
        }));
  }

  /** Ends running work, then lets go of the directory. */
  Future<Void> close() {
    return queue
        .drained()
        .compose(drained -> workers.executeBlocking(
            () -> {
              projects.values().forEach(ProjectRepository::close);
              directory.close();
              return null;
            },
            false))
        .eventually(workers::close)
        .eventually(talkers::close)
        .mapEmpty();
  }

  private ProjectRepository repository(String project) {
    ProjectRepository repository = projects.get(project);
    if (repository == null) {
      throw unknownProject();
    }
    return repository;
  }

  /** The original looks for the credentials first; clients know this text. */
  static Refusal unknownProject() {
    return new Refusal(404, "Could not find credentials for upstream repository");
  }

  private void packNowAndThen(String project) {
    if (commits.getAndIncrement() % COMMITS_BETWEEN_PACKING == 0) {
      queue.add(
          project,
          () -> blocking(project, () -> {
            repository(project).packIfNeeded();
            return null;
          }));
    }
  }

  private <T> Future<T> blocking(String project, Callable<T> work) {
    return workers
        .executeBlocking(work, false)
        .recover(cause -> failures.explained(project, cause));
  }

  private <T> Future<T> talking(String project, Callable<T> work) {
    WorkerExecutor executor =
        projects.get(project) == null || repository(project).upstream().exists()
            ? talkers
            : workers;
    return executor
        .executeBlocking(work, false)
        .recover(cause -> failures.explained(project, cause));
  }
}
