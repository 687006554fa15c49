package io.evenkeel.playground.tour;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Follows one run of sequences by its events and shows what happens while it waits. */
final class Run {

  private final TourApi api;
  private final Console console;
  private final Clock clock;
  private final Pace pace;
  private final String project;
  private final String context;
  private final Instant begin;
  private final Set<String> told = new HashSet<>();

  Run(TourApi api, Console console, Clock clock, Pace pace, String project, String context) {
    this.api = api;
    this.console = console;
    this.clock = clock;
    this.pace = pace;
    this.project = project;
    this.context = context;
    this.begin = clock.instant();
  }

  /** The run's {@code shkeptncontext}. */
  String context() {
    return context;
  }

  /** Waits until nothing more can come; returns what is known then. */
  RunView awaitEnd() {
    return await(seen -> false);
  }

  /**
   * Waits until {@code done}, until nothing more can come, or until the run must be taken for
   * stuck; returns what is known then.
   */
  RunView await(Predicate<RunView> done) {
    Instant end = clock.instant().plus(pace.run());
    Instant lastBusy = clock.instant();
    while (true) {
      RunView view = look();
      Instant now = clock.instant();
      tell(view, now);
      lastBusy = view.settled() ? lastBusy : now;
      boolean over =
          now.isAfter(end) || Duration.between(lastBusy, now).compareTo(pace.settled()) > 0;
      if (done.test(view) || over) {
        console.passing("");
        return view;
      }
      Pause.sleep(pace.look());
    }
  }

  private RunView look() {
    return RunView.of(api.events("project=%s&keptnContext=%s".formatted(project, context)));
  }

  private void tell(RunView view, Instant now) {
    view.tasks().stream().filter(task -> told.add(task.id())).forEach(task -> tell(task, view));
    view.open().stream()
        .findFirst()
        .ifPresent(task -> console.passing("  %-11s %-11s runs for %s (the whole run for %s)"
            .formatted(
                task.stage(),
                task.task(),
                DurationText.of(Duration.between(task.since(), now)),
                DurationText.of(Duration.between(begin, now)))));
  }

  private void tell(RunView.EndedTask task, RunView view) {
    Optional<Verdict> verdict =
        view.verdicts().stream().filter(each -> each.id().equals(task.id())).findFirst();
    console.line(ended(verdict.isPresent() ? task.withoutMessage() : task));
    verdict.ifPresent(this::tell);
  }

  private void tell(Verdict verdict) {
    console.line("    the verdict on %s: %s".formatted(verdict.stage(), verdict.summary()));
    verdict.lines().forEach(line -> console.line("      " + line));
  }

  /** One finished task as a line: stage, task, result, how long it took. */
  static String ended(RunView.EndedTask task) {
    String line = "  %-11s %-11s %-7s %s"
        .formatted(task.stage(), task.task(), task.result(), DurationText.of(task.took()));
    return task.result().equals("pass") ? line : line + RunView.because(firstLine(task.message()));
  }

  private static String firstLine(String message) {
    return message.strip().lines().findFirst().orElse("");
  }
}
