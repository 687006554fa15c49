package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import io.evenkeel.resource.UpstreamFailure.Kind;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;

/**
 * Makes the branches and tags of a repository those of its upstream, whatever happened there:
 * forced, renamed, removed. Blocking; the commits are there already.
 */
final class BranchMirror {

  private BranchMirror() {}

  /** Takes over what {@code upstream} has; {@code defaultBranch} is one of its branches. */
  static void adopt(Repository repository, UpstreamHeads upstream, String defaultBranch)
      throws IOException {
    adopt(repository, Constants.R_TAGS, upstream.tags());
    set(repository, Constants.R_HEADS + defaultBranch, upstream.branch(defaultBranch));
    link(repository, defaultBranch);
    adopt(repository, Constants.R_HEADS, upstream.branches());
  }

  /** Makes {@code branch} the repository's default branch. */
  static void link(Repository repository, String branch) throws IOException {
    if (!(Constants.R_HEADS + branch).equals(repository.getFullBranch())) {
      RefUpdate head = repository.updateRef(Constants.HEAD);
      head.disableRefLog();
      check(head, head.link(Constants.R_HEADS + branch));
    }
  }

  private static void adopt(Repository repository, String prefix, Map<String, ObjectId> theirs)
      throws IOException {
    for (Ref ours : repository.getRefDatabase().getRefsByPrefix(prefix)) {
      if (!theirs.containsKey(ours.getName().substring(prefix.length()))) {
        RefUpdate update = repository.updateRef(ours.getName());
        update.setForceUpdate(true);
        check(update, update.delete());
      }
    }
    for (Map.Entry<String, ObjectId> their : theirs.entrySet()) {
      set(repository, prefix + their.getKey(), their.getValue());
    }
  }

  private static void set(Repository repository, String name, ObjectId to) throws IOException {
    Ref ref = repository.exactRef(name);
    if (ref == null || !to.equals(ref.getObjectId())) {
      RefUpdate update = repository.updateRef(name);
      update.setNewObjectId(to);
      update.setForceUpdate(true);
      update.disableRefLog();
      check(update, update.update());
    }
  }

  private static void check(RefUpdate update, RefUpdate.Result result) throws IOException {
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE, RENAMED -> {}
      default ->
        throw new IOException("%s could not be set: %s".formatted(update.getName(), result));
    }
  }

  /**
   * Brings every branch to {@code next}, where {@code there} is what it has.
   *
   * @throws Refusal with 409 if it has commits of its own
   */
  static void pushAll(
      Repository repository,
      UpstreamClient client,
      GitCredentials next,
      UpstreamHeads there,
      String defaultBranch)
      throws IOException {
    if (!there.isEmpty() && !there.head().equals(defaultBranch)) {
      throw new Refusal(
          409,
          "the new upstream's default branch is not %s; take an empty repository"
              .formatted(defaultBranch));
    }
    Map<String, UpstreamClient.Move> moves = new TreeMap<>();
    for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
      String branch = Repository.shortenRefName(ref.getName());
      ObjectId from = there.branch(branch);
      if (!from.equals(ObjectId.zeroId()) && !repository.getObjectDatabase().has(from)) {
        throw notEmpty();
      }
      moves.put(branch, new UpstreamClient.Move(from, ref.getObjectId()));
    }
    try {
      client.push(repository, next, moves);
    } catch (UpstreamFailure failure) {
      if (failure.kind() != Kind.MOVED) {
        throw failure;
      }
      throw notEmpty();
    }
  }

  private static Refusal notEmpty() {
    return new Refusal(409, "the new upstream has commits of its own; take an empty repository");
  }
}
