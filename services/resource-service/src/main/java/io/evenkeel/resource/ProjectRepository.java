package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import io.evenkeel.resource.UpstreamFailure.Kind;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
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
 * The Git repository of one project, a mirror of its upstream if it has one. Blocking, except for
 * {@link #heads} and {@link #upstream}. Reading is safe from several threads; whoever writes makes
 * sure to be alone. A commit is on the upstream before it is on a branch here.
 */
final class ProjectRepository implements AutoCloseable {

  private static final int MAX_REVISION_CHARS = 250;

  /** Of all who push at once one gets through each time, so this many may. */
  private static final int ATTEMPTS = 10;

  private final Repository repository;
  private final ResourceConfig config;
  private final Clock clock;
  private final CommitReader reader;
  private final CommitWriter writer;
  private final UpstreamClient client;
  private final UpstreamLink upstream;

  /** One conversation with the upstream at a time, so that what was heard last is newest. */
  private final ReentrantLock conversation = new ReentrantLock(true);

  private volatile ProjectHeads heads;

  /** Set under {@link #conversation}. */
  private boolean retired;

  /** From before its files go. */
  private volatile boolean leaving;

  /** Takes over {@code repository}, whose default branch has a commit. */
  ProjectRepository(
      Repository repository, ResourceConfig config, UpstreamClient client, Clock clock)
      throws IOException {
    this.repository = repository;
    this.config = config;
    this.client = client;
    this.upstream = new UpstreamLink(repository, client);
    this.clock = clock;
    this.reader = new CommitReader(repository, config.maxRequestBytes());
    this.writer = new CommitWriter(repository);
    this.heads = ProjectHeads.read(repository, reader, config.layout());
  }

  /** The heads as this process last saw or made them; from memory. */
  ProjectHeads heads() {
    return heads;
  }

  /** The way to the upstream. */
  UpstreamLink upstream() {
    return upstream;
  }

  /** Brings what the upstream has; while that can't be reached, what is here has to do. */
  void refresh() throws IOException {
    try {
      if (!upstream.isOut()) {
        fetch();
      }
    } catch (UpstreamFailure failure) {
      upstream.tolerate(failure);
    }
  }

  /**
   * Does {@code work} on what the upstream has: first on what was known, again on what is there
   * once it turns out that something else is.
   */
  <T> T write(GitClient.Work<T> work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return work.on(this);
      } catch (UpstreamFailure failure) {
        if (failure.kind() != Kind.MOVED) {
          throw failure;
        }
        if (attempt == ATTEMPTS) {
          throw new Refusal(409, "the upstream is changed by others all the time; try again later");
        }
      } catch (Refusal refusal) {
        if (attempt > 1 || !upstream.exists() || !isAboutContent(refusal)) {
          throw refusal;
        }
      }
      fetch();
    }
  }

  /**
   * Checks {@code next}, and brings every branch there if it is another upstream than before.
   *
   * @throws Refusal with 409 if the other upstream has commits of its own
   */
  void moveTo(GitCredentials next) throws IOException {
    conversation.lock();
    try {
      UpstreamHeads there = client.look(repository, next);
      if (!next.remoteUrl().equals(FirstCommits.remembered(repository))) {
        fetch();
        BranchMirror.pushAll(repository, client, next, there, heads.defaultBranch());
      }
      FirstCommits.remember(repository, next);
    } finally {
      conversation.unlock();
    }
  }

  /**
   * Does {@code removal} once nobody talks with the upstream any more; whoever wants to afterwards
   * is told that there is no such project.
   */
  void retire(Removal removal) throws IOException {
    conversation.lock();
    leaving = true;
    try {
      removal.remove();
      retired = true;
    } finally {
      leaving = retired;
      conversation.unlock();
    }
  }

  /** Whether what can't be read is missing because the project is being deleted. */
  boolean isLeaving() {
    return leaving;
  }

  /** The attempt that made it, {@code ""} if nobody gave that a name. */
  String creation() {
    return FirstCommits.creation(repository);
  }

  /** Takes a repository away. */
  @FunctionalInterface
  interface Removal {
    void remove() throws IOException;
  }

  /** The trees of all branches but the default one, by name. */
  Map<String, ObjectId> otherTrees() throws IOException {
    Map<String, ObjectId> trees = new TreeMap<>();
    for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
      String branch = Repository.shortenRefName(ref.getName());
      if (!branch.equals(heads.defaultBranch())) {
        trees.put(branch, reader.tree(ref.getObjectId()));
      }
    }
    return trees;
  }

  CommitReader reader() {
    return reader;
  }

  /** The commit that {@code level} is at, in the store; refuses an unknown stage with 404. */
  ObjectId head(Level level) throws IOException {
    if (!level.isProject() && !heads.stages().containsKey(level.stage())) {
      throw new Refusal(404, "Stage not found");
    }
    return ProjectHeads.branchHead(repository, branch(level));
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
    ObjectId start = ProjectHeads.branchHead(repository, heads.defaultBranch());
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
    converse();
    try {
      ObjectId commit = writer.insert(parent, message, edits, author);
      upstream.push(Map.of(branch, new UpstreamClient.Move(expected, commit)));
      writer.move(branch, expected, commit);
      heads = ProjectHeads.read(repository, reader, config.layout());
      return commit;
    } finally {
      conversation.unlock();
    }
  }

  /** Nothing may be written where a repository was: another one may come there. */
  private void converse() {
    conversation.lock();
    if (retired) {
      conversation.unlock();
      throw GitClient.unknownProject();
    }
  }

  private void fetch() throws IOException {
    converse();
    try {
      UpstreamHeads there = upstream.fetch();
      if (there != null) {
        adopt(there);
      }
    } finally {
      conversation.unlock();
    }
  }

  private void adopt(UpstreamHeads there) throws IOException {
    String branch = there
        .defaultBranch(heads.defaultBranch())
        .filter(there.branches()::containsKey)
        .orElseThrow(() -> new UpstreamFailure(
            Kind.NOT_FOUND, "it has no branch %s any more".formatted(heads.defaultBranch())));
    BranchMirror.adopt(repository, there, branch);
    heads = ProjectHeads.read(repository, reader, config.layout());
  }

  /** Whether it may be otherwise on the upstream by now. */
  private static boolean isAboutContent(Refusal refusal) {
    return refusal.status() == 404 || refusal.status() == 409;
  }
}
