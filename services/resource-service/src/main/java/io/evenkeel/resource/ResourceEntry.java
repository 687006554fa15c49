package io.evenkeel.resource;

import java.util.Base64;

/**
 * What a path is in one commit.
 *
 * @param content of a file, as base64; {@code ""} otherwise
 */
record ResourceEntry(Kind kind, String content) {

  /** A link counts as absent: it is never followed. */
  enum Kind {
    FILE,
    FOLDER,
    ABSENT
  }

  static final ResourceEntry FOLDER = new ResourceEntry(Kind.FOLDER, "");
  static final ResourceEntry ABSENT = new ResourceEntry(Kind.ABSENT, "");

  static ResourceEntry file(byte[] content) {
    return new ResourceEntry(Kind.FILE, Base64.getEncoder().encodeToString(content));
  }

  boolean isFile() {
    return kind == Kind.FILE;
  }

  boolean isFolder() {
    return kind == Kind.FOLDER;
  }

  boolean isAbsent() {
    return kind == Kind.ABSENT;
  }
}
