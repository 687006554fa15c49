package io.evenkeel.cli;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that only has subcommands, such as {@code get}. */
abstract class Group implements Runnable {

  @Spec
  CommandSpec spec;

  @Override
  public final void run() {
    throw new ParameterException(
        spec.commandLine(), "\"%s\" needs one of: %s".formatted(spec.qualifiedName(), members()));
  }

  private String members() {
    return spec.subcommands().values().stream()
        .map(CommandLine::getCommandName)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
