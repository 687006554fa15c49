package io.evenkeel.kit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A directory that belongs to one running process. The lock is the operating system's, so it ends
 * with the process however that ends.
 */
public final class DataDirectory implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;

  private DataDirectory(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Takes {@code path}, creating it when absent.
   *
   * @throws IllegalStateException with a sentence for the operator if it can't be written or
   *     another process holds it
   */
  public static DataDirectory open(Path path) {
    return tryOpen(path)
        .orElseThrow(() -> new IllegalStateException(("the data directory %s is in use by another"
                + " running server; stop it, or choose another directory with --data or"
                + " EVENKEEL_DATA")
            .formatted(path)));
  }

  /**
   * Takes {@code path}, or yields nothing if another process holds it.
   *
   * @throws IllegalStateException with a sentence for the operator if it can't be written
   */
  public static Optional<DataDirectory> tryOpen(Path path) {
    try {
      Files.createDirectories(path);
      FileChannel channel = FileChannel.open(
          path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!lock(channel)) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new DataDirectory(path, channel));
    } catch (IOException unusable) {
      throw new IllegalStateException(
          ("the data directory %s can not be written (%s); make it writable, or choose another"
                  + " with --data or EVENKEEL_DATA")
              .formatted(path, unusable),
          unusable);
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldHere) {
      return false;
    }
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
