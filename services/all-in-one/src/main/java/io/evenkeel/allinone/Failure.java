package io.evenkeel.allinone;

import java.net.BindException;
import java.nio.file.FileSystemException;

/** A failure told to a person in one sentence. */
final class Failure {

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
    return cause instanceof BindException || !message.equals("null") ? message : cause.toString();
  }
}
