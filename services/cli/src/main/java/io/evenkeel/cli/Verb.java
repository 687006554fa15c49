package io.evenkeel.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command shares: the server, the output, the words for failure. */
public abstract class Verb implements Callable<Integer> {

  @Spec
  CommandSpec spec;

  private int status = ExitStatus.PASS;

  /** Does the work; failures are {@link CommandFailure} or {@link ApiException}. */
  protected abstract void run();

  @Override
  public final Integer call() {
    if (cli().verbose && cli().quiet) {
      throw new CommandFailure("Verbose logging and quiet output are mutually exclusive flags."
          + " Please use only one.");
    }
    run();
    return status;
  }

  /** Makes the command end with {@code code} although nothing went wrong. */
  protected final void exitWith(int code) {
    status = code;
  }

  /** The exit status when the command could not do what was asked. */
  protected int failureStatus() {
    return ExitStatus.FAIL;
  }

  Cli cli() {
    return (Cli) spec.root().userObject();
  }

  /** The server that flags, environment and stored credentials name. */
  protected final Api api() {
    cli().followContext(this);
    Endpoint endpoint = cli().findEndpoint();
    if (cli().verbose) {
      warn("* asking %s (from %s)".formatted(endpoint.api(), endpoint.origin()));
    }
    return new Api(endpoint);
  }

  /**
   * Returns the only one of {@code arguments}.
   *
   * @param name what it is called, e.g. {@code PROJECTNAME}
   */
  protected final String only(List<String> arguments, String name) {
    String problem = argumentProblem(arguments.size(), name);
    if (!problem.isEmpty()) {
      throw misuse(problem);
    }
    return arguments.get(0);
  }

  /** What the original says of {@code count} names where one is wanted; {@code ""} if it is one. */
  static String argumentProblem(int count, String name) {
    return switch (count) {
      case 0 -> "required argument %s not set".formatted(name);
      case 1 -> "";
      default -> "too many arguments set";
    };
  }

  /** A command line that cannot be meant; the usage is printed after {@code complaint}. */
  protected final ParameterException misuse(String complaint) {
    return new ParameterException(spec.commandLine(), complaint);
  }

  /** Prints a line on standard output. */
  protected final void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  /** Prints a line that {@code --quiet} leaves out. */
  protected final void remark(String line) {
    if (!cli().quiet) {
      say(line);
    }
  }

  /** Prints a line on standard error. */
  protected final void warn(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** Prints {@code question} and returns the line typed, without blanks around it. */
  protected final String ask(String question) {
    say(question);
    try {
      String line = cli().in().readLine();
      return line == null ? "" : line.strip();
    } catch (IOException unreadable) {
      throw new CommandFailure("the answer could not be read: " + unreadable, unreadable);
    }
  }

  /** Whether the user says yes to {@code question}, or said {@code --yes} before. */
  protected final boolean confirm(String question) {
    return cli().yes || ask(question + " (y/n)").toLowerCase(Locale.ROOT).startsWith("y");
  }

  /** Runs {@code request}; a refusal becomes a failure that starts with {@code complaint}. */
  protected static <T> T attempt(String complaint, Supplier<T> request) {
    try {
      return request.get();
    } catch (ApiException refused) {
      throw new CommandFailure(complaint + refused.getMessage(), refused);
    }
  }

  static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", interrupted);
    }
  }
}
