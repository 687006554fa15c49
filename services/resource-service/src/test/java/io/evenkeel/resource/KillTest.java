package io.evenkeel.resource;

import static io.evenkeel.resource.RunningService.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

  private static final int ROUNDS = 3;
  private static final Random RANDOM = new Random(7);

  @TempDir
  Path directory;

  @Test
  void whatWasAcknowledgedBeforeAKillIsInTheHistory() throws Exception {
    try (RunningService service = RunningService.start(directory).withShop()) {
      assertThat(service.git("shop", "fsck", "--strict")).isEmpty();
    }

    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      acknowledged.addAll(writeUntilKilled(10 + RANDOM.nextInt(30)));
    }

    try (RunningService service = RunningService.start(directory)) {
      assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(10 * ROUNDS);
      assertThat(service.git("shop", "log", "--format=%H", "dev").lines())
          .containsAll(acknowledged);
      service.git("shop", "fsck", "--strict");
      assertThat(service.put(at("shop", "dev"), "after", "x").status()).isEqualTo(201);
    }
  }

  private List<String> writeUntilKilled(int writes) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
    List<String> acknowledged = new ArrayList<>();
    try (BufferedReader output = process.inputReader()) {
      for (int i = 0; i < writes; i++) {
        acknowledged.add(nextCommit(output));
      }
      process.toHandle().destroyForcibly();
      output.lines().filter(line -> line.matches("[0-9a-f]{40}")).forEach(acknowledged::add);
    } finally {
      process.destroyForcibly().waitFor();
    }
    return acknowledged;
  }

  private static String nextCommit(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (line != null && !line.matches("[0-9a-f]{40}")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new AssertionError("the server ended by itself");
    }
    return line;
  }
}
