package io.evenkeel.bench;

import io.evenkeel.kit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A server of the measurement's own, in a process of its own, started as an operator does. */
final class ServerUnderTest implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(2);
  private static final Duration STOP = Duration.ofSeconds(40);
  private static final Duration PROBE = Duration.ofMillis(5);
  private static final String TOKEN = "bench";

  /** Sent until it is accepted; nobody waits for it. */
  private static final String FIRST_EVENT = """
      {"specversion":"1.0","type":"sh.keptn.event.bench-note","source":"bench",\
      "data":{"project":"bench","stage":"dev","service":"first"}}""";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final int port;
  private final Path log;
  private final long begun;

  private ServerUnderTest(Process process, int port, Path log, long begun) {
    this.process = process;
    this.port = port;
    this.log = log;
    this.begun = begun;
  }

  /**
   * Starts it; it may not answer yet.
   *
   * @param launcher the command {@code evenkeel}
   * @param command {@code up} or {@code mesh}
   * @param store address of a PostgreSQL, or {@code ""} for a file below {@code data}
   * @param environment settings besides
   */
  static ServerUnderTest start(
      Path launcher, String command, String store, Path data, Map<String, String> environment) {
    int port = Ports.free();
    Path log = data.resolveSibling(data.getFileName() + ".log");
    List<String> words = new ArrayList<>(List.of(
        launcher.toString(),
        command,
        "--port",
        String.valueOf(port),
        "--data",
        data.toString(),
        "--token",
        TOKEN));
    if (!store.isEmpty()) {
      words.addAll(List.of("--store", store));
    }
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("EVENKEEL_") && !name.equals("EVENKEEL_JAVA_OPTS"));
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(data);
      builder.redirectOutput(log.toFile());
      long begun = System.nanoTime();
      return new ServerUnderTest(builder.start(), port, log, begun);
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    }
  }

  long pid() {
    return process.pid();
  }

  URI api() {
    return URI.create("http://127.0.0.1:%d/api".formatted(port));
  }

  String token() {
    return TOKEN;
  }

  /** Waits until an event is accepted; yields the time since the start. */
  Duration awaitFirstEvent() {
    return await(
        "accept an event",
        request("/api/v1/event")
            .header("x-token", TOKEN)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(FIRST_EVENT))
            .build());
  }

  /** Waits until every service of it is ready; yields the time since the start. */
  Duration awaitReady() {
    return await("become ready", request("/health/ready").build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(START);
  }

  private Duration await(String what, HttpRequest request) {
    while (!succeeds(request)) {
      if (!process.isAlive() || sinceStart().compareTo(START) > 0) {
        throw new IllegalStateException("the server does not %s after %d s; what it said is in %s"
            .formatted(what, sinceStart().toSeconds(), log));
      }
      LockSupport.parkNanos(PROBE.toNanos());
    }
    return sinceStart();
  }

  private Duration sinceStart() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private boolean succeeds(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
