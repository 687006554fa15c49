package io.evenkeel.system.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the tests need of the machine they run on. */
final class Machine {

  private Machine() {}

  static void pause(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }

  /** Whether {@code condition} came true within {@code bound}. */
  static boolean await(Duration bound, BooleanSupplier condition) {
    long end = System.nanoTime() + bound.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      pause(Duration.ofMillis(50));
    }
    return true;
  }

  /** Runs a program to its end; yields whether that was a success. */
  static boolean run(List<String> command) {
    try {
      Process process = new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * A library that shifts the wall clock of the process it is loaded into; {@code ""} on a machine
   * without a C compiler, where all clocks agree.
   */
  static String clockLibrary(Path directory) {
    Path source = directory.resolve("clock.c");
    Path library = directory.resolve("clock.so");
    try (var text = Machine.class.getResourceAsStream("/chaos/clock.c")) {
      Files.write(source, Objects.requireNonNull(text, "clock.c").readAllBytes());
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    boolean built = run(List.of(
        "cc", "-O1", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl"));
    return built ? library.toString() : "";
  }
}
