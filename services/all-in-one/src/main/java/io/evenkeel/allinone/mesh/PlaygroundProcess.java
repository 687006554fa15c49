package io.evenkeel.allinone.mesh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulated cluster as a process of its own. */
final class PlaygroundProcess {

  private static final Pattern READY =
      Pattern.compile("ready: KUBECONFIG=(\\S+) PROMETHEUS=(\\S+)");
  private static final int STOP_SECONDS = 15;

  private final Process process;
  private final Path kubeconfig;
  private final URI prometheus;

  private PlaygroundProcess(Process process, Path kubeconfig, URI prometheus) {
    this.process = process;
    this.kubeconfig = kubeconfig;
    this.prometheus = prometheus;
  }

  /** Starts it and waits for its ready line. */
  static PlaygroundProcess start(Path directory, Path logs) {
    ProcessBuilder builder =
        MemberPlan.process(List.of("playground", "--data", directory.toString()), Map.of());
    builder.redirectError(Redirect.appendTo(logs.resolve("playground.log").toFile()));
    try {
      Process process = builder.start();
      BufferedReader said = new BufferedReader(
          new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          return new PlaygroundProcess(
              process, Path.of(ready.group(1)), URI.create(ready.group(2)));
        }
      }
      throw new IllegalStateException(
          "the playground did not start; see " + logs.resolve("playground.log"));
    } catch (IOException unstartable) {
      throw new UncheckedIOException(unstartable);
    }
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  URI prometheus() {
    return prometheus;
  }

  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
