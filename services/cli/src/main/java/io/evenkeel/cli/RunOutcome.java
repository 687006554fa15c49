package io.evenkeel.cli;

import io.evenkeel.model.event.KeptnEvent;
import java.util.List;

/** How a run ended, over all of its stages: the worst of them counts. From good to bad. */
enum RunOutcome {
  PASS(ExitStatus.PASS),
  WARNING(ExitStatus.WARNING),
  FAIL(ExitStatus.FAIL),
  ERROR(ExitStatus.ERROR);

  private final int exitStatus;

  RunOutcome(int exitStatus) {
    this.exitStatus = exitStatus;
  }

  int exitStatus() {
    return exitStatus;
  }

  /**
   * Judges a run.
   *
   * @param state of the run; {@code ""} if the server lists none
   * @param ends the {@code finished} events of its sequences
   */
  static RunOutcome of(String state, List<KeptnEvent> ends) {
    if (state.equals("aborted") || state.equals("timedOut") || ends.isEmpty()) {
      return ERROR;
    }
    return ends.stream().map(RunOutcome::of).max(Enum::compareTo).orElse(ERROR);
  }

  static RunOutcome of(KeptnEvent end) {
    if (!end.status().equals("succeeded")) {
      return ERROR;
    }
    return switch (end.result()) {
      case "fail" -> FAIL;
      case "warning" -> WARNING;
      default -> PASS;
    };
  }
}
