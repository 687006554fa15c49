package io.evenkeel.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * What a command does after it has started a run: {@code --watch} prints its events (cli.md §4.6),
 * {@code --wait} waits for its end.
 */
final class WatchOptions {

  @Option(
      names = {"-w", "--watch"},
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "Print the events of the run as they happen")
  boolean watch;

  @Option(
      names = "--watch-time",
      paramLabel = "SECONDS",
      description = "Stop watching after so many seconds; never when missing")
  @Nullable
  Integer watchTime;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "json|yaml",
      description = "How to print events")
  @Nullable
  String output;

  @Mixin
  RunWait end;

  /** Refuses flags nobody can follow, before anything is started. */
  void check() {
    end.limit();
    Output.of(output, Output.JSON);
  }

  int failureStatus() {
    return end.failureStatus();
  }

  /** Follows the run as the flags say and returns the exit status; at once without flags. */
  int follow(Verb verb, Api api, String project, String context) {
    EventWatch events =
        new EventWatch(verb, api, project, context, Output.of(output, Output.JSON)::write);
    if (end.wait) {
      return end.follow(verb, new Run(api, project, context), watch ? events::print : () -> {});
    }
    if (watch) {
      events.follow(watchTime == null ? null : Duration.ofSeconds(watchTime));
    }
    return ExitStatus.PASS;
  }
}
