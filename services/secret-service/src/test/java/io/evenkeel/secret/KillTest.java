package io.evenkeel.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

  private static final int ROUNDS = 2;
  private static final Random RANDOM = new Random(7);

  @TempDir
  Path directory;

  @Test
  void whatWasAcknowledgedBeforeAKillIsThereAlsoWhileKeysChange() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(writeUntilKilled(round, 5 + RANDOM.nextInt(20)));
    }

    try (RunningService service = RunningService.start(directory, Map.of())) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(5 * ROUNDS);
      assertThat(acknowledged).allSatisfy(name -> assertThat(service.values(name, "keptn-default"))
          .containsEntry("value", "of " + name));
    }
  }

  private List<String> writeUntilKilled(int round, int writes)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            directory.toString(),
            String.valueOf(round))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader output = process.inputReader()) {
      for (int i = 0; i < writes; i++) {
        acknowledged.add(nextName(output));
      }
      process.toHandle().destroyForcibly();
      output.lines().filter(KillTest::isName).forEach(acknowledged::add);
    } finally {
      process.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  private static String nextName(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (line != null && !isName(line)) {
      line = output.readLine();
    }
    if (line == null) {
      throw new AssertionError("the server ended by itself");
    }
    return line;
  }

  /** A kill may cut the last line: its end tells. */
  private static boolean isName(String line) {
    return line.matches("s\\d+-\\d+-end");
  }
}
