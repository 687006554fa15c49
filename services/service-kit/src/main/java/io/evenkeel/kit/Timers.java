package io.evenkeel.kit;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** Wake-up calls that are stored with the decision that wants them and survive a restart. */
public interface Timers {

  /**
   * One wake-up call.
   *
   * @param id unique; starting it again moves it
   * @param owner the service that {@linkplain #serve serves} it
   * @param body JSON values handed back when it fires
   */
  record Timer(String id, String owner, Instant dueAt, Map<String, Object> body) {}

  /** Stores {@code timer} in the outbox's transaction. */
  Future<Void> start(Outbox outbox, Timer timer);

  /** Forgets a timer in the outbox's transaction; unknown ids are fine. */
  Future<Void> cancel(Outbox outbox, String id);

  /**
   * Fires the timers of {@code owner}: {@code handler} decides what to store, in the transaction
   * that removes the timer. When it fails, the timer fires again later.
   */
  Future<Void> serve(String owner, Function<Timer, Future<Completion>> handler);
}
