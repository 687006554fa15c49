package io.evenkeel.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What a user reads when a command could not be understood or carried out. */
final class Complaint {

  private Complaint() {}

  static int misuse(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println("Error: " + complaint(wrong));
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    command.getErr().println();
    command.usage(command.getErr());
    return failureStatus(command);
  }

  /** Missing flags are named as the original names them. */
  private static String complaint(ParameterException wrong) {
    List<String> flags = wrong instanceof MissingParameterException missing
        ? missing.getMissing().stream()
            .filter(OptionSpec.class::isInstance)
            .map(argument -> "\"%s\"".formatted(CompletionRequest.name((OptionSpec) argument)))
            .toList()
        : List.of();
    return flags.isEmpty()
        ? String.valueOf(wrong.getMessage())
        : "required flag(s) %s not set".formatted(String.join(", ", flags));
  }

  private static int failureStatus(CommandLine command) {
    return command.getCommand() instanceof Verb verb ? verb.failureStatus() : ExitStatus.FAIL;
  }

  static int failed(Exception failure, CommandLine command) {
    command.getErr().println("Error: " + sentence(failure));
    return failureStatus(command);
  }

  private static String sentence(Exception failure) {
    boolean foreseen = failure instanceof CommandFailure || failure instanceof ApiException;
    return foreseen && failure.getMessage() != null ? failure.getMessage() : failure.toString();
  }
}
