package io.evenkeel.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that name a project and, in it, a run. */
final class ProjectRun {

  @Option(
      names = {"-p", "--project"},
      required = true,
      description = "The project")
  String project;

  @Option(
      names = {"-c", "--keptn-context"},
      paramLabel = "CONTEXT",
      description = "The run, by its Keptn context")
  @Nullable
  String context;
}
