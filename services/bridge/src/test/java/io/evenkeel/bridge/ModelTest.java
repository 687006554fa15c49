package io.evenkeel.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the unit tests of the pure modules with Node's own test runner, where there is one. */
class ModelTest {

  private static final int OLDEST_NODE = 20;
  private static final int LIMIT_SECONDS = 60;

  @Test
  void thePureModulesPassTheirTests() throws IOException, InterruptedException {
    int version = nodeVersion();
    if (version < OLDEST_NODE) {
      System.out.println("skipped: tests in src/test/js need Node %d or later in PATH, found %s"
          .formatted(OLDEST_NODE, version == 0 ? "none" : version));
    }
    assumeTrue(version >= OLDEST_NODE);

    List<String> command = new ArrayList<>(List.of("node", "--test"));
    try (Stream<Path> files = Files.list(Path.of("src/test/js"))) {
      files.map(Path::toString).filter(name -> name.endsWith(".test.js")).forEach(command::add);
    }
    Output output = run(command);
    assertThat(output.status()).as(output.text()).isZero();
    assertThat(output.text()).contains("# fail 0").doesNotContain("# pass 0");
  }

  private static int nodeVersion() throws InterruptedException {
    try {
      Output output = run(List.of("node", "--version"));
      return Integer.parseInt(output.text().strip().replaceFirst("^v(\\d+).*", "$1"));
    } catch (IOException | NumberFormatException absent) {
      return 0;
    }
  }

  private record Output(int status, String text) {}

  private static Output run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FORCE_COLOR", "0");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("not done after %d s: %s".formatted(LIMIT_SECONDS, text));
    }
    return new Output(process.exitValue(), text);
  }
}
