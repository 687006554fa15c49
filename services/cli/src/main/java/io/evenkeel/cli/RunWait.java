package io.evenkeel.cli;

import io.evenkeel.model.GoDuration;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.StateDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The flags {@code --wait} and {@code --timeout}: wait until a run has ended, over all stages, and
 * answer with an {@link ExitStatus} that says how.
 */
final class RunWait {

  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  @Option(
      names = "--wait",
      description = {
        "Wait until the run has ended. Exit status: 0 passed, 1 failed, 2 passed with a warning,",
        "3 no result (refused, aborted, an errored task), 4 the time of --timeout has passed"
      })
  boolean wait;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "With --wait: how long, e.g. 30m; for ever when missing")
  @Nullable
  String timeout;

  /** The exit status of a command that could not start the run or look at it. */
  int failureStatus() {
    return wait ? ExitStatus.ERROR : ExitStatus.FAIL;
  }

  /** Returns how long to wait; fails if {@code --timeout} cannot be read. */
  Duration limit() {
    try {
      return timeout == null ? FOR_EVER : GoDuration.parse(timeout);
    } catch (IllegalArgumentException malformed) {
      throw new CommandFailure(
          "--timeout=%s is not a duration such as 90s or 30m".formatted(timeout), malformed);
    }
  }

  /**
   * Waits until {@code run} has ended and prints how.
   *
   * @param watch what to do whenever something may have happened
   * @return the exit status
   */
  int follow(Verb verb, Run run, Runnable watch) {
    Instant end = Instant.now().plus(limit());
    try (Changes changes = Changes.of(run.api(), run.project())) {
      Optional<RunOutcome> outcome = outcome(verb, run);
      while (outcome.isEmpty()) {
        Duration left = Duration.between(Instant.now(), end);
        if (left.isNegative() || left.isZero()) {
          return timedOut(verb, run);
        }
        watch.run();
        changes.await(
            run.context(), left.compareTo(verb.cli().pause) < 0 ? left : verb.cli().pause);
        outcome = outcome(verb, run);
      }
      watch.run();
      return outcome.get().exitStatus();
    }
  }

  private static int timedOut(Verb verb, Run run) {
    verb.warn("The run %s has not ended yet".formatted(run.context()));
    run.summary()
        .ifPresent(summary -> WaitingFor.lines(summary, Instant.now()).forEach(verb::warn));
    verb.warn("Look again with \"evenkeel describe sequence --project=%s --keptn-context=%s\""
        .formatted(run.project(), run.context()));
    return ExitStatus.TIMEOUT;
  }

  private static Optional<RunOutcome> outcome(Verb verb, Run run) {
    Optional<Map<String, Object>> summary = run.summary();
    String state = summary.map(known -> Json.text(known.get("state"))).orElse("");
    if (summary.isPresent() && !StateDocument.isFinal(state)) {
      return Optional.empty();
    }
    List<KeptnEvent> events = run.events();
    List<KeptnEvent> ends = Run.ends(events);
    if (summary.isEmpty() && ends.isEmpty()) {
      return Optional.empty(); // Stored, but not taken up yet.
    }
    ends.forEach(end -> verb.remark(line(end)));
    Run.failures(events).forEach(failure -> verb.warn(Run.reason(failure)));
    ends.stream()
        .filter(end -> end.status().equals("errored") && Run.failures(events).isEmpty())
        .filter(end -> !end.message().isBlank())
        .forEach(end -> verb.warn(end.stage() + ": " + end.message().strip()));
    if (!state.equals("finished") && !state.isEmpty()) {
      verb.warn(
          state.equals("aborted")
              ? "The run was aborted"
              : "The run was given up: a task was not taken up in time");
    }
    return Optional.of(RunOutcome.of(state, ends));
  }

  private static String line(KeptnEvent end) {
    EventType type = EventType.of(end.type());
    String outcome = end.status().equals("succeeded") ? end.result() : end.status();
    return "%s in %s: %s".formatted(type.sequence(), type.stage(), outcome);
  }
}
