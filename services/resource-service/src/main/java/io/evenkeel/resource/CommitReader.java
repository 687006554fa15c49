package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files of commits. Blocking; safe from several threads. Links and submodules, which only
 * a person with Git can have put there, are never followed: they count as absent.
 */
final class CommitReader {

  private final Repository repository;
  private final int maxFileBytes;

  CommitReader(Repository repository, int maxFileBytes) {
    this.repository = repository;
    this.maxFileBytes = maxFileBytes;
  }

  /** What {@code path} is in {@code commit}; {@code ""} is the root. */
  ResourceEntry entry(ObjectId commit, String path) throws IOException {
    if (path.isEmpty()) {
      return ResourceEntry.FOLDER;
    }
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = TreeWalk.forPath(reader, path, tree(reader, commit))) {
      return walk == null ? ResourceEntry.ABSENT : toEntry(walk);
    }
  }

  /** The id of the file {@code path}, {@code ""} when it is absent. */
  String blob(ObjectId commit, String path) throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = TreeWalk.forPath(reader, path, tree(reader, commit))) {
      return walk != null && isFile(walk.getFileMode()) ? walk.getObjectId(0).name() : "";
    }
  }

  /** The paths of all files below {@code folder}, relative to it, sorted. */
  List<String> files(ObjectId commit, String folder) throws IOException {
    List<String> paths = new ArrayList<>();
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = below(reader, commit, folder)) {
      while (walk != null && walk.next()) {
        if (isFile(walk.getFileMode())) {
          paths.add(walk.getPathString());
        }
      }
    }
    return paths;
  }

  /** The contents of all files below {@code folder} by their path relative to it. */
  SortedMap<String, byte[]> contents(ObjectId commit, String folder) throws IOException {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = below(reader, commit, folder)) {
      while (walk != null && walk.next()) {
        if (isFile(walk.getFileMode())) {
          contents.put(walk.getPathString(), content(walk));
        }
      }
    }
    return contents;
  }

  /** The names of the folders directly in {@code folder}. */
  List<String> folders(ObjectId commit, String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (ObjectReader reader = repository.newObjectReader();
        TreeWalk walk = below(reader, commit, folder)) {
      if (walk != null) {
        walk.setRecursive(false);
      }
      while (walk != null && walk.next()) {
        if (walk.isSubtree()) {
          names.add(walk.getNameString());
        }
      }
    }
    return names;
  }

  private ResourceEntry toEntry(TreeWalk walk) throws IOException {
    if (walk.isSubtree()) {
      return ResourceEntry.FOLDER;
    }
    return isFile(walk.getFileMode()) ? ResourceEntry.file(content(walk)) : ResourceEntry.ABSENT;
  }

  /** Walks all files below {@code folder}; {@code null} if that is not a folder. */
  private static @Nullable TreeWalk below(ObjectReader reader, ObjectId commit, String folder)
      throws IOException {
    ObjectId tree = tree(reader, commit);
    if (!folder.isEmpty()) {
      try (TreeWalk walk = TreeWalk.forPath(reader, folder, tree)) {
        if (walk == null || !walk.isSubtree()) {
          return null;
        }
        tree = walk.getObjectId(0);
      }
    }
    TreeWalk walk = new TreeWalk(reader);
    walk.addTree(tree);
    walk.setRecursive(true);
    return walk;
  }

  /** The root folder of {@code commit}. */
  ObjectId tree(ObjectId commit) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      return tree(reader, commit).getId();
    }
  }

  private static RevTree tree(ObjectReader reader, ObjectId commit) throws IOException {
    // Closing the walk would close the reader, which is the caller's.
    return new RevWalk(reader).parseCommit(commit).getTree();
  }

  private static boolean isFile(FileMode mode) {
    return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
  }

  private byte[] content(TreeWalk walk) throws IOException {
    try {
      return walk.getObjectReader()
          .open(walk.getObjectId(0), Constants.OBJ_BLOB)
          .getCachedBytes(maxFileBytes);
    } catch (LargeObjectException large) {
      throw new Refusal(
          413,
          "%s is larger than the %d bytes that can be read; take it from the Git repository"
              .formatted(walk.getPathString(), maxFileBytes));
    }
  }
}
