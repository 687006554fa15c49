package io.evenkeel.jobexecutor;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Notices changes below a directory: at once where the file system tells, otherwise (network file
 * systems, mounted ConfigMaps) by ending the wait often enough.
 */
final class DirectoryWatch {

  private static final long LONGEST_WAIT_MILLIS = 500;
  private static final long SETTLE_MILLIS = 20;
  private static final int DEPTH_MAX = 8;
  private static final List<WatchEvent.Kind<?>> KINDS = List.of(
      StandardWatchEventKinds.ENTRY_CREATE,
      StandardWatchEventKinds.ENTRY_MODIFY,
      StandardWatchEventKinds.ENTRY_DELETE);

  private final Path directory;
  private final WatchService watcher;

  DirectoryWatch(Path directory) throws IOException {
    this.directory = directory;
    this.watcher = directory.getFileSystem().newWatchService();
  }

  /** Registers every folder; those known already stay. */
  void refresh() throws IOException {
    try (Stream<Path> tree = Files.walk(directory, DEPTH_MAX, FileVisitOption.FOLLOW_LINKS)) {
      for (Path folder : tree.filter(Files::isDirectory).toList()) {
        folder.register(watcher, KINDS.toArray(WatchEvent.Kind<?>[]::new));
      }
    }
  }

  /** Returns after a change, or after half a second in case it went unnoticed. */
  void awaitChange() throws InterruptedException {
    WatchKey changed = watcher.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    while (changed != null) {
      changed.pollEvents();
      changed.reset();
      changed = watcher.poll(SETTLE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  void close() {
    try {
      watcher.close();
    } catch (IOException harmless) {
      // It ends with the process.
    }
  }
}
