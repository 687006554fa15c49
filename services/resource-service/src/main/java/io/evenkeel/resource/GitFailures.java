package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes answers of what goes wrong with repositories in a directory. */
record GitFailures(Path directory) {

  private static final Logger LOG = LoggerFactory.getLogger(GitFailures.class);
  private static final long FULL_DISK_BYTES = 1024 * 1024;

  /** What {@code cause} means to whoever waits; what is nobody's mistake is logged. */
  <T> Future<T> explained(String project, Throwable cause) {
    if (cause instanceof UpstreamFailure failure) {
      LOG.atWarn()
          .addKeyValue("project", project)
          .addKeyValue("error", failure.getMessage())
          .log("an upstream did not do what was asked");
      return Future.failedFuture(failure.toRefusal());
    }
    if (!(cause instanceof IOException)) {
      return Future.failedFuture(cause);
    }
    LOG.atError()
        .addKeyValue("project", project)
        .setCause(cause)
        .log("a Git repository could not be used");
    return Future.failedFuture(
        isDiskFull()
            ? new Refusal(507, "the disk of the Git repositories is full; free some and try again")
            : new Refusal(500, "Internal server error"));
  }

  private boolean isDiskFull() {
    try {
      return Files.getFileStore(directory).getUsableSpace() < FULL_DISK_BYTES;
    } catch (IOException unknown) {
      return false;
    }
  }
}
