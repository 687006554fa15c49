package io.evenkeel.resource;

import io.evenkeel.kit.DataDirectory;
import io.evenkeel.kit.FileTree;
import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of all repositories, one bare repository a project. Blocking. It belongs to one
 * running process; repositories appear and disappear in one step, and what a killed process left
 * half done is cleared away when it is opened.
 */
final class RepositoryDirectory implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RepositoryDirectory.class);
  private static final String SUFFIX = ".git";
  private static final String UNFINISHED = ".unfinished";

  /** As Git does it: this many objects in one of 256 folders stand for about 6,700. */
  private static final int LOOSE_OBJECTS = 27;

  private final DataDirectory lock;
  private final ResourceConfig config;
  private final CredentialStore credentials;
  private final UpstreamClient client;
  private final Clock clock;

  private RepositoryDirectory(
      DataDirectory lock, ResourceConfig config, CredentialStore credentials, Clock clock) {
    this.lock = lock;
    this.config = config;
    this.credentials = credentials;
    SshSessions ssh = new SshSessions(config.directory().resolve("ssh"), config.hostKeys());
    this.client = new UpstreamClient(new UpstreamTransports(config.upstreamTimeout(), ssh));
    this.clock = clock;
  }

  /**
   * Takes the directory.
   *
   * @throws IllegalStateException with a sentence for the operator if another process holds it
   */
  static RepositoryDirectory open(ResourceConfig config, Clock clock) throws IOException {
    JGitEnvironment.isolate();
    DataDirectory lock = DataDirectory.open(config.directory());
    CredentialStore credentials =
        CredentialFiles.open(config.directory().resolve("credentials"), config.keyFile());
    RepositoryDirectory directory = new RepositoryDirectory(lock, config, credentials, clock);
    directory.clearLeftovers();
    return directory;
  }

  /** Opens every project's repository; one that is broken is left out and reported. */
  Map<String, ProjectRepository> openAll() throws IOException {
    Map<String, ProjectRepository> projects = new TreeMap<>();
    for (Path path : repositories()) {
      String name = path.getFileName().toString();
      String project = name.substring(0, name.length() - SUFFIX.length());
      try {
        projects.put(project, open(project, path));
      } catch (IOException broken) {
        LOG.atError()
            .addKeyValue("project", project)
            .addKeyValue("path", path)
            .setCause(broken)
            .log("left out a Git repository that can't be opened; restore it and start again");
      }
    }
    return projects;
  }

  /** Makes the repository of a new project, with its first commits, there and here. */
  ProjectRepository create(String project, @Nullable GitCredentials upstream, String creation)
      throws IOException {
    Path unfinished = config.directory().resolve(UUID.randomUUID() + UNFINISHED);
    try {
      try (Repository repository = FileRepositoryBuilder.create(unfinished.toFile())) {
        repository.create(true);
        new FirstCommits(config, client, clock).make(repository, project, upstream);
        FirstCommits.rememberCreation(repository, creation);
      }
      Path path = path(project);
      refuseOccupied(path);
      if (upstream != null) {
        credentials.put(project, upstream);
      }
      Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
      CommitWriter.syncDirectory(config.directory());
      return open(project, path);
    } finally {
      if (Files.exists(unfinished)) {
        FileTree.delete(unfinished);
      }
    }
  }

  /** Makes {@code upstream} that of {@code project}, once everything is there. */
  void connect(String project, ProjectRepository repository, GitCredentials upstream)
      throws IOException {
    repository.moveTo(upstream);
    credentials.put(project, upstream);
    repository.upstream().use(upstream);
  }

  /** Removes the repository of {@code project}, which nobody uses any more. */
  void delete(String project) throws IOException {
    Path unfinished = config.directory().resolve(UUID.randomUUID() + UNFINISHED);
    Files.move(path(project), unfinished, StandardCopyOption.ATOMIC_MOVE);
    CommitWriter.syncDirectory(config.directory());
    credentials.remove(project);
    FileTree.delete(unfinished);
  }

  /** Takes over {@code repository}, a folder beside the others, as that of {@code project}. */
  ProjectRepository adopt(String project, Path repository) throws IOException {
    Path path = path(project);
    refuseOccupied(path);
    Files.move(repository, path, StandardCopyOption.ATOMIC_MOVE);
    CommitWriter.syncDirectory(config.directory());
    return open(project, path);
  }

  /** A new folder that does not outlive this process. */
  Path scratch() throws IOException {
    return Files.createDirectory(config.directory().resolve(UUID.randomUUID() + UNFINISHED));
  }

  Path repository(String project) {
    return path(project);
  }

  CredentialStore credentials() {
    return credentials;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /** Packs the single objects of {@code repository} if many have piled up. */
  static void packIfNeeded(Repository repository) throws IOException {
    Path sample = repository.getDirectory().toPath().resolve("objects/17");
    if (!Files.isDirectory(sample)) {
      return;
    }
    try (Stream<Path> objects = Files.list(sample);
        Git git = Git.wrap(repository)) {
      if (objects.count() >= LOOSE_OBJECTS) {
        git.gc().call();
      }
    } catch (GitAPIException failed) {
      throw new IOException("packing objects failed", failed);
    }
  }

  /** A repository that could not be opened is the operator's to mend. */
  private static void refuseOccupied(Path path) {
    if (Files.exists(path)) {
      throw new Refusal(
          500,
          ("Internal server error: the Git repository %s is in the way and can not be opened;"
                  + " restore it or move it elsewhere, then start again")
              .formatted(path.getFileName()));
    }
  }

  private Path path(String project) {
    return config.directory().resolve(project + SUFFIX);
  }

  private ProjectRepository open(String project, Path path) throws IOException {
    Repository repository = new FileRepositoryBuilder()
        .setGitDir(path.toFile())
        .setBare()
        .setMustExist(true)
        .build();
    ProjectRepository opened = new ProjectRepository(repository, config, client, clock);
    if (!FirstCommits.remembered(repository).isEmpty()) {
      useUpstream(project, opened);
    }
    return opened;
  }

  private void useUpstream(String project, ProjectRepository repository) throws IOException {
    try {
      credentials.get(project).ifPresentOrElse(repository.upstream()::use, () -> repository
          .upstream()
          .refuseUse(new Refusal(404, "Could not find credentials for upstream repository")));
    } catch (Refusal unreadable) {
      repository.upstream().refuseUse(unreadable);
      LOG.atError()
          .addKeyValue("project", project)
          .addKeyValue("error", unreadable.getMessage())
          .log("the credentials of an upstream can not be read; give them again");
    }
  }

  private List<Path> repositories() throws IOException {
    try (Stream<Path> paths = Files.list(config.directory())) {
      return paths.filter(path -> path.toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  /** A killed process leaves unfinished repositories, locks and temporary files: all are void. */
  private void clearLeftovers() throws IOException {
    try (Stream<Path> paths = Files.list(config.directory())) {
      for (Path path :
          paths.filter(each -> each.toString().endsWith(UNFINISHED)).toList()) {
        FileTree.delete(path);
      }
    }
    for (Path repository : repositories()) {
      try (Stream<Path> files = Files.walk(repository)) {
        files.filter(RepositoryDirectory::isLeftover).forEach(RepositoryDirectory::delete);
      }
    }
  }

  private static boolean isLeftover(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".lock")
        || name.equals("gc.pid")
        || (name.startsWith("noz") && name.endsWith(".tmp"));
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException kept) {
      throw new UncheckedIOException(kept);
    }
  }
}
