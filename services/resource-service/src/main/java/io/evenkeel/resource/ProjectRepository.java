package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;

/**
 * The Git repository of one project. Blocking, except for {@link #heads}. Reading is safe from
 * several threads; whoever writes makes sure to be alone.
 */
final class ProjectRepository implements AutoCloseable {

  private static final int MAX_REVISION_CHARS = 250;

  private final Repository repository;
  private final ResourceConfig config;
  private final Clock clock;
  private final CommitReader reader;
  private final CommitWriter writer;
  private volatile ProjectHeads heads;

  /** Takes over {@code repository}, whose default branch has a commit. */
  ProjectRepository(Repository repository, ResourceConfig config, Clock clock) throws IOException {
    this.repository = repository;
    this.config = config;
    this.clock = clock;
    this.reader = new CommitReader(repository, config.maxRequestBytes());
    this.writer = new CommitWriter(repository);
    this.heads = readHeads(repository, reader, config.layout());
  }

  /** The heads as this process last saw or made them; from memory. */
  ProjectHeads heads() {
    return heads;
  }

  CommitReader reader() {
    return reader;
  }

  /** The commit that {@code level} is at, in the store; refuses an unknown stage with 404. */
  ObjectId head(Level level) throws IOException {
    if (!level.isProject() && !heads.stages().containsKey(level.stage())) {
      throw new Refusal(404, "Stage not found");
    }
    return branchHead(repository, branch(level));
  }

  /** The commit that {@code revision} names: a hash, a short hash, a branch, a tag. */
  Optional<ObjectId> resolve(String revision) throws IOException {
    if (revision.length() > MAX_REVISION_CHARS) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(repository.resolve(revision + "^{commit}"));
    } catch (RevisionSyntaxException
        | AmbiguousObjectException
        | IncorrectObjectTypeException
        | MissingObjectException unknown) {
      return Optional.empty();
    }
  }

  /** Adds one commit to where {@code level} lives, also when nothing differs. */
  ObjectId commit(Level level, String message, List<TreeEdit> edits) throws IOException {
    ObjectId head = head(level);
    return commit(branch(level), head, head, message, edits);
  }

  /** Starts {@code branch} with a commit on the head of the default branch. */
  ObjectId branchOff(String branch, String message) throws IOException {
    ObjectId start = branchHead(repository, heads.defaultBranch());
    return commit(branch, ObjectId.zeroId(), start, message, List.of());
  }

  /** Packs single objects once many have piled up; readers and the history are not affected. */
  void packIfNeeded() throws IOException {
    RepositoryDirectory.packIfNeeded(repository);
  }

  @Override
  public void close() {
    repository.close();
  }

  private String branch(Level level) {
    return config.layout().branch(level, heads.defaultBranch());
  }

  private ObjectId commit(
      String branch, ObjectId expected, ObjectId parent, String message, List<TreeEdit> edits)
      throws IOException {
    PersonIdent author =
        new PersonIdent(config.authorName(), config.authorEmail(), clock.instant(), ZoneOffset.UTC);
    ObjectId commit = writer.commit(branch, expected, parent, message, edits, author);
    heads = readHeads(repository, reader, config.layout());
    return commit;
  }

  private static ProjectHeads readHeads(
      Repository repository, CommitReader reader, RepositoryLayout layout) throws IOException {
    String branch = Repository.shortenRefName(repository.getFullBranch());
    ObjectId project = branchHead(repository, branch);
    Map<String, ObjectId> stages = new HashMap<>();
    if (layout == RepositoryLayout.BRANCHES) {
      repository
          .getRefDatabase()
          .getRefsByPrefix(Constants.R_HEADS)
          .forEach(ref -> stages.put(Repository.shortenRefName(ref.getName()), ref.getObjectId()));
      stages.remove(branch);
    } else {
      reader.folders(project, RepositoryLayout.STAGES).forEach(stage -> stages.put(stage, project));
    }
    return new ProjectHeads(branch, project, reader.blob(project, "shipyard.yaml"), stages);
  }

  private static ObjectId branchHead(Repository repository, String branch) throws IOException {
    Ref ref = repository.exactRef(Constants.R_HEADS + branch);
    if (ref == null || ref.getObjectId() == null) {
      throw new IOException("there is no branch " + branch);
    }
    return ref.getObjectId();
  }
}
