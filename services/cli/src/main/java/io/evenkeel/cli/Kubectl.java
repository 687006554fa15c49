package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program {@code kubectl} of the user, with the user's cluster and rights. */
final class Kubectl {

  private static final long TIMEOUT_SECONDS = 30;

  private final Path program;

  private Kubectl(Path program) {
    this.program = program;
  }

  /** Looks in the folders of {@code PATH}. */
  static Optional<Kubectl> in(Map<String, String> environment) {
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(folder -> Path.of(folder, "kubectl"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Kubectl::new);
  }

  /**
   * Runs {@code kubectl} and returns what it printed.
   *
   * @throws CommandFailure with what it complained about
   */
  String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    try {
      Path complaint = Files.createTempFile("kubectl", ".err");
      try {
        Process running =
            new ProcessBuilder(command).redirectError(complaint.toFile()).start();
        running.getOutputStream().close();
        String out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!running.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) || running.exitValue() != 0) {
          running.destroy();
          throw failure(arguments, Files.readString(complaint).strip());
        }
        return out;
      } finally {
        Files.deleteIfExists(complaint);
      }
    } catch (IOException unusable) {
      throw failure(arguments, unusable.toString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failure(arguments, "interrupted");
    }
  }

  /** Runs {@code kubectl get … -o json}. */
  Map<String, Object> get(String... arguments) {
    List<String> all = new ArrayList<>(List.of("get"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("-o", "json"));
    String[] command = all.toArray(String[]::new);
    try {
      return Json.parseObject(run(command));
    } catch (IllegalArgumentException noJson) {
      throw failure(command, "its answer is no JSON object: " + noJson.getMessage());
    }
  }

  private static CommandFailure failure(String[] arguments, String reason) {
    return new CommandFailure(
        "\"kubectl %s\" failed: %s".formatted(String.join(" ", arguments), reason));
  }
}
