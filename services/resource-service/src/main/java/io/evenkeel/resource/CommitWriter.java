package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Writes commits without a working tree. Blocking. First the objects reach the disk, then the
 * branch moves in one step: a crash leaves either the old or the new state.
 */
final class CommitWriter {

  private final Repository repository;

  CommitWriter(Repository repository) {
    this.repository = repository;
  }

  /**
   * Adds a commit to {@code branch}.
   *
   * @param expected where the branch is, {@link ObjectId#zeroId()} if it does not exist yet
   * @param parent of the new commit, {@link ObjectId#zeroId()} for the first one
   * @throws Refusal with 409 if the branch has moved meanwhile
   */
  ObjectId commit(
      String branch,
      ObjectId expected,
      ObjectId parent,
      String message,
      List<TreeEdit> edits,
      PersonIdent author)
      throws IOException {
    ObjectId commit = insert(parent, message, edits, author);
    move(branch, expected, commit);
    return commit;
  }

  /** Stores a commit that no branch knows yet. */
  ObjectId insert(ObjectId parent, String message, List<TreeEdit> edits, PersonIdent author)
      throws IOException {
    try (ObjectInserter inserter = repository.newObjectInserter();
        ObjectReader reader = inserter.newReader()) {
      EditableTree tree = treeOf(reader, parent);
      for (TreeEdit edit : edits) {
        edit.applyTo(tree, content -> inserter.insert(Constants.OBJ_BLOB, content));
      }
      CommitBuilder commit = new CommitBuilder();
      commit.setTreeId(tree.write(inserter));
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage(message + "\n");
      if (!isNone(parent)) {
        commit.setParentId(parent);
      }
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  private static EditableTree treeOf(ObjectReader reader, ObjectId parent) throws IOException {
    return isNone(parent)
        ? EditableTree.of(reader, null)
        : EditableTree.of(reader, new RevWalk(reader).parseCommit(parent).getTree());
  }

  /**
   * Makes {@code commit} the head of {@code branch}.
   *
   * @throws Refusal with 409 if the branch is not where it is expected
   */
  void move(String branch, ObjectId expected, ObjectId commit) throws IOException {
    RefUpdate update = repository.updateRef(Constants.R_HEADS + branch);
    update.setExpectedOldObjectId(expected);
    update.setNewObjectId(commit);
    update.disableRefLog();
    RefUpdate.Result result = update.update();
    if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.REJECTED) {
      throw new Refusal(
          409,
          "branch %s was changed by someone else at the same time; try again".formatted(branch));
    }
    if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
      throw new IOException("branch %s could not be moved: %s".formatted(branch, result));
    }
    syncDirectory(repository.getDirectory().toPath().resolve(Constants.R_HEADS));
  }

  /** JGit syncs files; their names are on the disk only once their directory is. */
  static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static boolean isNone(ObjectId id) {
    return id.equals(ObjectId.zeroId());
  }
}
