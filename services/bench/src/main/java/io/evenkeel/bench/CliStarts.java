package io.evenkeel.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line saying what it can do: how long until it has. */
final class CliStarts {

  private static final int RUNS = 20;
  private static final int MOST_SECONDS = 30;
  private static final double MEDIAN_MILLIS = 500;

  private final Path launcher;

  CliStarts(Path launcher) {
    this.launcher = launcher;
  }

  List<Figure> run() {
    once();
    Latencies latencies = new Latencies();
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      once();
      latencies.addSince(start);
    }
    return List.of(
        Figure.atMost("cli_start_p50", latencies.percentile(0.5), "ms", MEDIAN_MILLIS),
        Figure.of("cli_start_max", latencies.percentile(1), "ms"),
        Figure.of("cli_starts", latencies.size(), ""));
  }

  private void once() {
    try {
      Process process = new ProcessBuilder(launcher.toString(), "get", "--help")
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(launcher + " get --help did not end well");
      }
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }
}
