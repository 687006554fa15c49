package io.evenkeel.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags {@code --watch}, {@code --watch-time} and {@code -o}. Source: cli.md §4.6. */
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

  /** Prints the events of {@code context} until time is up; returns at once without --watch. */
  void follow(Verb verb, Api api, String project, String context) {
    if (watch) {
      Duration limit = watchTime == null ? null : Duration.ofSeconds(watchTime);
      new EventWatch(verb, api, Output.of(output)).follow(project, context, limit);
    }
  }
}
