package io.evenkeel.cli;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command shares: the server, the output, the words for failure. */
abstract class Verb implements Callable<Integer> {

  @Spec
  CommandSpec spec;

  /** Does the work; failures are {@link CommandFailure} or {@link ApiException}. */
  abstract void run();

  @Override
  public final Integer call() {
    if (cli().verbose && cli().quiet) {
      throw new CommandFailure("Verbose logging and quiet output are mutually exclusive flags."
          + " Please use only one.");
    }
    run();
    return 0;
  }

  Cli cli() {
    return (Cli) spec.root().userObject();
  }

  Api api() {
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
  String only(List<String> arguments, String name) {
    if (arguments.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "required argument %s not set".formatted(name));
    }
    if (arguments.size() > 1) {
      throw new ParameterException(spec.commandLine(), "too many arguments set");
    }
    return arguments.get(0);
  }

  /** Prints a line on standard output. */
  void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  /** Prints a line that {@code --quiet} leaves out. */
  void remark(String line) {
    if (!cli().quiet) {
      say(line);
    }
  }

  /** Prints a line on standard error. */
  void warn(String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }

  /** Runs {@code request}; a refusal becomes a failure that starts with {@code complaint}. */
  static <T> T attempt(String complaint, Supplier<T> request) {
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
