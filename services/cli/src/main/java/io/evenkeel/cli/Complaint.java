package io.evenkeel.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user reads when a command could not be understood or carried out. */
final class Complaint {

  private Complaint() {}

  static int misuse(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    String problem = wrong instanceof MissingParameterException ? argumentProblem(command) : "";
    command.getErr().println("Error: " + (problem.isEmpty() ? complaint(wrong) : problem));
    UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    command.getErr().println();
    command.usage(command.getErr());
    return failureStatus(command);
  }

  /**
   * What is wrong with the names after the verb, {@code ""} if nothing: the original looks at them
   * before it misses a flag.
   */
  private static String argumentProblem(CommandLine command) {
    for (PositionalParamSpec names : command.getCommandSpec().positionalParameters()) {
      if (names.arity().max() > 1 && names.getValue() instanceof Collection<?> given) {
        String problem = Verb.argumentProblem(given.size(), names.paramLabel());
        if (!problem.isEmpty()) {
          return problem;
        }
      }
    }
    return "";
  }

  private static String complaint(ParameterException wrong) {
    if (wrong instanceof MissingParameterException missing) {
      return missing(missing);
    }
    return wrong instanceof UnmatchedArgumentException unmatched
        ? unmatched(unmatched)
        : String.valueOf(wrong.getMessage());
  }

  /** Missing names and flags are told as the original tells of them. */
  private static String missing(MissingParameterException wrong) {
    List<String> flags = new ArrayList<>();
    for (ArgSpec argument : wrong.getMissing()) {
      if (argument instanceof PositionalParamSpec) {
        return Verb.argumentProblem(0, argument.paramLabel());
      }
      flags.add("\"%s\"".formatted(CompletionRequest.name((OptionSpec) argument)));
    }
    return flags.isEmpty()
        ? String.valueOf(wrong.getMessage())
        : "required flag(s) %s not set".formatted(String.join(", ", flags));
  }

  private static String unmatched(UnmatchedArgumentException wrong) {
    String first = wrong.getUnmatched().get(0);
    CommandLine command = wrong.getCommandLine();
    if (first.startsWith("-")) {
      return "unknown flag: " + first.replaceFirst("=.*", "");
    }
    return command.getSubcommands().isEmpty()
        ? "\"%s\" is one name too many".formatted(first)
        : "unknown command \"%s\" for \"%s\""
            .formatted(first, command.getCommandSpec().qualifiedName());
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
