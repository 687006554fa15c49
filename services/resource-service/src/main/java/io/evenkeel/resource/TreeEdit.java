package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import java.io.IOException;
import org.eclipse.jgit.lib.ObjectId;

/** One change that a commit makes to the files of a branch. */
sealed interface TreeEdit {

  /**
   * Makes the change in {@code tree}.
   *
   * @throws Refusal with 409 if a file is in the way of a folder or the other way round
   */
  void applyTo(EditableTree tree, BlobWriter blobs) throws IOException;

  /** Stores contents and hands back what they are known by. */
  @FunctionalInterface
  interface BlobWriter {
    ObjectId write(byte[] content) throws IOException;
  }

  /** Writes a file, with the folders it needs. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
  record Put(String path, byte[] content) implements TreeEdit {
    @Override
    public void applyTo(EditableTree tree, BlobWriter blobs) throws IOException {
      tree.put(path, blobs.write(content));
    }
  }

  /** Makes the folder {@code path} what {@code tree} is, elsewhere in the repository. */
  record Graft(String path, ObjectId tree) implements TreeEdit {
    @Override
    public void applyTo(EditableTree folder, BlobWriter blobs) throws IOException {
      folder.graft(path, tree);
    }
  }

  /** Removes a file, or a folder with everything in it; what is not there stays so. */
  record Remove(String path) implements TreeEdit {
    @Override
    public void applyTo(EditableTree tree, BlobWriter blobs) throws IOException {
      tree.remove(path);
    }
  }
}
