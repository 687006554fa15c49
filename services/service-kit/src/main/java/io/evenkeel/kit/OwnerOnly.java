package io.evenkeel.kit;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * How files with secrets are created: readable for their owner only, where there is such a thing.
 */
public final class OwnerOnly {

  private OwnerOnly() {}

  /** For {@link java.nio.file.Files#createFile}. */
  public static FileAttribute<?>[] attributes() {
    boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
