package io.evenkeel.system.chaos;

import io.evenkeel.kit.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real PostgreSQL that writes through to the disk, and dies as in a power cut. */
final class PostgresServer implements AutoCloseable {

  private static final int ATTEMPTS = 10;

  private final Path directory;
  private final int port = Ports.lasting();
  private EmbeddedPostgres server;

  PostgresServer(Path directory) {
    this.directory = directory;
    this.server = start();
  }

  int port() {
    return port;
  }

  String jdbc() {
    return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&password=postgres".formatted(port)
        + "&connectTimeout=5&socketTimeout=30";
  }

  /** {@code kill -9} of the server with all its processes, and a restart. */
  void crash() {
    Path file = directory.resolve("postmaster.pid");
    try {
      ProcessHandle main = ProcessHandle.of(
              Long.parseLong(Files.readAllLines(file).get(0).strip()))
          .orElseThrow();
      List<ProcessHandle> all =
          Stream.concat(Stream.of(main), main.descendants()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(process -> process.onExit().join());
      server.close();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    server = start();
  }

  /** The remains of a former life may still be going away. */
  private EmbeddedPostgres start() {
    IOException last = new IOException("never tried");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return EmbeddedPostgres.builder()
            .setPort(port)
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("fsync", "on")
            .setServerConfig("full_page_writes", "on")
            .setPGStartupWait(Duration.ofSeconds(60))
            .start();
      } catch (IOException notYet) {
        last = notYet;
        Machine.pause(Duration.ofMillis(300));
      }
    }
    throw new UncheckedIOException(last);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
