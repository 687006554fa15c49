package io.evenkeel.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command line program of the machine, run with an environment of its own. */
record Tool(Path program, Map<String, String> environment) {

  private static final int PATIENCE_SECONDS = 90;

  /** What a run left: its exit status, and all it printed. */
  record Run(int status, String output) {}

  /** Finds the program in PATH or the given directories; without it the test is skipped. */
  static Tool orSkip(String name, Map<String, String> environment, Path... alsoIn) {
    Optional<Path> program = Stream.concat(
            Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of),
            Stream.of(alsoIn))
        .map(directory -> directory.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
    String reason = "skipped: there is no " + name + " in PATH";
    if (program.isEmpty()) {
      System.out.println(reason);
    }
    assumeTrue(program.isPresent(), reason);
    return new Tool(program.orElseThrow(), environment);
  }

  /** Runs it and returns what it printed; any status but 0 fails the test with that text. */
  String succeed(String... arguments) throws IOException, InterruptedException {
    Run run = run(arguments);
    if (run.status() != 0) {
      throw new AssertionError(program.getFileName() + " " + String.join(" ", arguments)
          + " ended with status " + run.status() + ":\n" + run.output());
    }
    return run.output();
  }

  Run run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    Path printed = Files.createTempFile("tool-", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(printed.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      String output = Files.readString(printed);
      if (!ended) {
        throw new AssertionError(command + " did not end; it said:\n" + output);
      }
      return new Run(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
      Files.delete(printed);
    }
  }
}
