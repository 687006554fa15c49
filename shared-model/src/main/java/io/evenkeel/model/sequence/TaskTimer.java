package io.evenkeel.model.sequence;

import java.util.Locale;

/** The wake-up calls of a run; each has the same id whenever it is asked for. */
enum TaskTimer {
  /** A task with {@code triggeredAfter} is due. */
  DELAY,
  /** Nobody answered a task. */
  START,
  /** A task takes longer than it may. */
  LIMIT,
  /** The whole run takes longer than it may. */
  DEADLINE;

  String id(Identity run) {
    return run.id() + "/" + name().toLowerCase(Locale.ROOT);
  }

  String id(Identity run, CurrentTask task) {
    return id(run) + "/" + task.index();
  }
}
