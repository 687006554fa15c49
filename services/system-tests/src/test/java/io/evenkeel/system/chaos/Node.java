package io.evenkeel.system.chaos;

import io.evenkeel.system.Checkout;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One process of the product, which dies and comes back. */
final class Node {

  private static final Pattern READY = Pattern.compile("is ready|stands by");

  private final String name;
  private final List<String> command = new ArrayList<>();
  private final Map<String, String> environment;
  private final Path log;
  private @Nullable Process process;
  private long logged;

  /**
   * A node that is not started yet.
   *
   * @param services what it runs
   * @param log what all its lives print
   */
  Node(String name, List<String> services, Map<String, String> environment, Path log) {
    this.name = name;
    this.environment = environment;
    this.log = log;
    command.add(Checkout.home().resolve("evenkeel").toString());
    command.add("service");
    command.addAll(services);
  }

  /** Starts it unless it runs. */
  synchronized void start() {
    if (isAlive()) {
      return;
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(variable -> variable.startsWith("EVENKEEL_"));
    builder
        .environment()
        .put(
            "EVENKEEL_JAVA_OPTS",
            "-XX:+UseSerialGC -Xmx192m -Xss512k -XX:TieredStopAtLevel=1 -Devenkeel.parent="
                + ProcessHandle.current().pid());
    builder.environment().putAll(environment);
    try {
      logged = Files.exists(log) ? Files.size(log) : 0;
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      process = builder.start();
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    }
  }

  boolean isReadyWithin(Duration bound) {
    return Machine.await(bound, this::isReady);
  }

  synchronized boolean isReady() {
    return isAlive() && READY.matcher(said()).find();
  }

  /** Starts it again if it gave up, for want of a store. */
  synchronized void revive() {
    if (process != null) {
      start();
    }
  }

  synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** {@code kill -9}; returns when it is gone. */
  synchronized void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Stops it where it stands; to itself no time passes until it may {@link #proceed}. */
  synchronized void freeze() {
    signal("-STOP");
  }

  synchronized void proceed() {
    signal("-CONT");
  }

  /** Has it print what each of its threads does, into its log. */
  synchronized void dumpThreads() {
    signal("-QUIT");
  }

  private void signal(String signal) {
    if (process != null && process.isAlive()) {
      Machine.run(List.of("kill", signal, String.valueOf(process.pid())));
    }
  }

  /** What it printed in its present life. */
  synchronized String said() {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(logged);
      byte[] text = new byte[(int) Math.min(20_000, file.length() - logged)];
      file.readFully(text);
      return new String(text, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
