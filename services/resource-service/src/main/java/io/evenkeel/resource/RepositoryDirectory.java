package io.evenkeel.resource;

import io.evenkeel.kit.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
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
  private final Clock clock;

  private RepositoryDirectory(DataDirectory lock, ResourceConfig config, Clock clock) {
    this.lock = lock;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Takes the directory.
   *
   * @throws IllegalStateException with a sentence for the operator if another process holds it
   */
  static RepositoryDirectory open(ResourceConfig config, Clock clock) throws IOException {
    JGitEnvironment.isolate();
    RepositoryDirectory directory =
        new RepositoryDirectory(DataDirectory.open(config.directory()), config, clock);
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
        projects.put(project, open(path));
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

  /** Makes the repository of a new project, with its first two commits. */
  ProjectRepository create(String project) throws IOException {
    Path unfinished = config.directory().resolve(UUID.randomUUID() + UNFINISHED);
    try (Repository repository = FileRepositoryBuilder.create(unfinished.toFile())) {
      repository.create(true);
      repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + config.defaultBranch());
      commitFirst(repository, project);
    }
    Path path = path(project);
    Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE);
    CommitWriter.syncDirectory(config.directory());
    return open(path);
  }

  /** Removes the repository of {@code project}, which nobody uses any more. */
  void delete(String project) throws IOException {
    Path unfinished = config.directory().resolve(UUID.randomUUID() + UNFINISHED);
    Files.move(path(project), unfinished, StandardCopyOption.ATOMIC_MOVE);
    CommitWriter.syncDirectory(config.directory());
    deleteTree(unfinished);
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

  private Path path(String project) {
    return config.directory().resolve(project + SUFFIX);
  }

  private ProjectRepository open(Path path) throws IOException {
    Repository repository = new FileRepositoryBuilder()
        .setGitDir(path.toFile())
        .setBare()
        .setMustExist(true)
        .build();
    return new ProjectRepository(repository, config, clock);
  }

  private void commitFirst(Repository repository, String project) throws IOException {
    PersonIdent author =
        new PersonIdent(config.authorName(), config.authorEmail(), clock.instant(), ZoneOffset.UTC);
    CommitWriter writer = new CommitWriter(repository);
    ObjectId none = ObjectId.zeroId();
    String branch = config.defaultBranch();
    ObjectId first = writer.commit(branch, none, none, "init git empty repo", List.of(), author);
    List<TreeEdit> metadata =
        List.of(Metadata.ofProject(project, clock.instant(), config.layout()));
    writer.commit(branch, first, first, "initialized project", metadata, author);
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
        deleteTree(path);
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

  private static void deleteTree(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(RepositoryDirectory::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException kept) {
      throw new UncheckedIOException(kept);
    }
  }
}
