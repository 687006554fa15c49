package io.evenkeel.model.job;

import io.evenkeel.model.job.JobTask.EnvEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Checks a {@code job/config.yaml} before it is used. The message and the exit code are those of
 * {@code job-lint}; the warnings are more than it says and change neither.
 *
 * <p>Source: job-executor.md §13.
 *
 * @param exitCode 0 if the file is valid
 */
public record JobLint(int exitCode, String message, List<String> warnings) {

  private static final Set<String> SOURCES =
      Set.of(EnvEntry.LITERAL, EnvEntry.SECRET, EnvEntry.EVENT);

  /**
   * Checks a file.
   *
   * @param name as the user gave it
   */
  public static JobLint check(String name, String content, boolean privilegedAllowed) {
    JobConfig config;
    try {
      config = JobConfig.parse(content);
    } catch (JobConfigException malformed) {
      return new JobLint(
          1, "error parsing %s: %s".formatted(content, malformed.getMessage()), List.of());
    }
    boolean privileged = config.actions().stream()
        .flatMap(action -> action.tasks().stream())
        .anyMatch(task -> SecurityContexts.isPrivileged(task.securityContext()));
    return privileged && !privilegedAllowed
        ? new JobLint(
            1, "error processing security context: " + SecurityContexts.FORBIDDEN, warnings(config))
        : new JobLint(0, "config %s is valid".formatted(name), warnings(config));
  }

  /** Returns what is allowed but will not do what it says, each with its place. */
  public static List<String> warnings(JobConfig config) {
    List<String> warnings = new ArrayList<>();
    repeated(config.actions().stream().map(JobAction::name))
        .forEach(name -> warnings.add(
            "two actions are called '%s': files are taken from the first".formatted(name)));
    config.actions().forEach(action -> warnings.addAll(warnings(action)));
    return List.copyOf(warnings);
  }

  private static List<String> warnings(JobAction action) {
    List<String> warnings = new ArrayList<>();
    String place = "action '%s'".formatted(action.name());
    action.events().forEach(event -> check(event, place, warnings));
    repeated(action.tasks().stream().map(JobTask::name))
        .forEach(
            name -> warnings.add("%s: two tasks are called '%s': files are taken from the first"
                .formatted(place, name)));
    action
        .tasks()
        .forEach(task -> check(task, "%s, task '%s'".formatted(place, task.name()), warnings));
    return warnings;
  }

  private static void check(EventMatcher event, String place, List<String> warnings) {
    if (EventPattern.compile(event.name()).isEmpty()) {
      warnings.add("%s: event name '%s' is no valid regular expression and never matches"
          .formatted(place, event.name()));
    }
    if (!event.property().isEmpty()) {
      checkPath(event.property(), place + ": jsonpath", warnings);
    }
  }

  private static void check(JobTask task, String place, List<String> warnings) {
    if (task.image().isEmpty()) {
      warnings.add(place + ": no image");
    }
    task.env()
        .forEach(entry -> check(entry, "%s, env '%s'".formatted(place, entry.name()), warnings));
    JobTask.Resources resources = task.resources();
    if (resources != null) {
      try {
        JobResources.of(resources);
      } catch (IllegalArgumentException malformed) {
        warnings.add(place + ": " + malformed.getMessage());
      }
    }
  }

  private static void check(EnvEntry entry, String place, List<String> warnings) {
    if (!SOURCES.contains(entry.valueFrom())) {
      warnings.add("%s: valueFrom '%s' is not one of string, event and secret"
          .formatted(place, entry.valueFrom()));
    }
    if (entry.valueFrom().equals(EnvEntry.EVENT)) {
      checkPath(entry.value(), place, warnings);
    }
  }

  private static void checkPath(String path, String place, List<String> warnings) {
    try {
      JsonPath.parse(path);
    } catch (JsonPathException malformed) {
      warnings.add(
          "%s: path '%s' cannot be read: %s".formatted(place, path, malformed.getMessage()));
    }
  }

  private static List<String> repeated(Stream<String> names) {
    List<String> all = names.toList();
    return all.stream()
        .filter(name -> all.indexOf(name) != all.lastIndexOf(name))
        .distinct()
        .toList();
  }
}
