package io.evenkeel.allinone;

import java.net.BindException;
import java.nio.file.FileSystemException;

/** A failure told to a person in one sentence. */
final class Failure {

  /** All that the operating system says about it. */
  private static final String DISK_FULL = "No space left on device";

  private Failure() {}

  static String sentence(Throwable failure) {
    Throwable cause = failure;
    while (cause.getMessage() == null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof FileSystemException file) {
      return "%s: %s".formatted(file.getFile(), file.getClass().getSimpleName());
    }
    String message = String.valueOf(cause.getMessage());
    if (message.equals(DISK_FULL)) {
      return "the disk of the data directory is full; free some, or choose another directory with"
          + " --data or EVENKEEL_DATA";
    }
    return cause instanceof BindException || !message.equals("null") ? message : cause.toString();
  }
}
