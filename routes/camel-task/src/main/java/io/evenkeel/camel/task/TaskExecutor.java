package io.evenkeel.camel.task;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;

/**
 * Somebody who does tasks: a route, or the job executor. Each executor that accepts an event sends
 * a {@code started} and a {@code finished} of its own, so a task two of them accept is complete
 * when both have finished (sequences.md §3.8).
 */
public interface TaskExecutor {

  /** Unique and the same after a restart; also the {@code source} of its events. */
  String name();

  /** Whether {@link #accept} may want {@code event}: an answer at once, without IO. */
  default boolean mayAccept(KeptnEvent event) {
    return true;
  }

  /**
   * Decides about an event; empty if it does not concern this executor. May do IO for seconds; a
   * failure means that the event is delivered again.
   */
  Future<Optional<Acceptance>> accept(KeptnEvent event);

  /**
   * Does the work, which may take hours, and returns the data of {@code finished}. It may be called
   * again after a crash, so what it does must stand being repeated. A failure becomes
   * {@code errored}/{@code fail} with its message.
   */
  Future<Map<String, Object>> perform(Work work);
}
