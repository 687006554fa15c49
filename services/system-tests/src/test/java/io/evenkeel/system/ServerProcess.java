package io.evenkeel.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A process started by the real launcher, with everything it prints in a file below target. */
final class ServerProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  /** These servers live for seconds: compiling them well costs more than it gives. */
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  private static final Duration STOP = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;

  private ServerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts {@code evenkeel} with these arguments; what it prints replaces the log of that name. */
  static ServerProcess start(String name, Map<String, String> environment, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(Checkout.home().resolve("evenkeel").toString()));
    command.addAll(List.of(arguments));
    Path log = Path.of("target", "logs", name + ".log").toAbsolutePath();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("EVENKEEL_"));
    builder.environment().put("EVENKEEL_JAVA_OPTS", QUICK_COMPILER);
    builder.environment().putAll(environment);
    try {
      Files.createDirectories(log.getParent());
      builder.redirectOutput(log.toFile());
      return new ServerProcess(builder.start(), log);
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    }
  }

  /** Waits until {@code ready}; fails with the log when the process ends or it takes too long. */
  ServerProcess awaitReady(BooleanSupplier ready) {
    return awaitReady(PATIENCE, ready);
  }

  ServerProcess awaitReady(Duration patience, BooleanSupplier ready) {
    Instant end = Instant.now().plus(patience);
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new AssertionError("not ready; it said:\n" + output());
      }
      pause();
    }
    return this;
  }

  /** Waits for the end and returns the exit status. */
  int awaitExit() {
    try {
      if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("still running; it said:\n" + output());
  }

  String output() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Path log() {
    return log;
  }

  /** {@code kill -9}: the process gets no chance to do anything. */
  void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** SIGTERM; returns how long it took to end. */
  Duration terminate() {
    Instant begin = Instant.now();
    process.destroy();
    awaitExit();
    return Duration.between(begin, Instant.now());
  }

  static void pause() {
    LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
