package io.evenkeel.allinone;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code evenkeel up}, {@code mesh}, {@code tour}, {@code playground}, {@code service},
 * {@code bench}, and {@code export} and {@code import} of what a stopped server keeps.
 *
 * <p>Exit status: 0 done, 1 could not do it (one sentence says why), 2 wrong options.
 */
@Command(
    name = "evenkeel",
    description = "Event-driven delivery, quality gates and self-healing for Kubernetes.",
    subcommands = {
      UpCommand.class,
      MeshCommand.class,
      TourCommand.class,
      PlaygroundCommand.class,
      ServiceCommand.class,
      BenchCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      WarmUpCommand.class
    },
    mixinStandardHelpOptions = true)
public final class Main {

  public static void main(String[] arguments) {
    Logging.choose(arguments);
    int status = new CommandLine(new Main())
        .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command))
        .execute(arguments);
    if (status >= 0) {
      System.exit(status);
    }
  }

  private static int explain(Exception failure, CommandLine command) {
    command.getErr().println("evenkeel: " + Failure.sentence(failure));
    return 1;
  }
}
