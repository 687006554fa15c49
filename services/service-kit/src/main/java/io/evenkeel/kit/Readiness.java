package io.evenkeel.kit;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether this process may be given work. Not while it starts or migrates, not while it drains, not
 * while the store does not answer.
 */
public final class Readiness {

  private static final long PATIENCE_SECONDS = 2;

  /** Where a process is between its start and its end. */
  public enum Phase {
    STARTING("is starting"),
    /** Waits to take over from another; it needs the store as little as the store needs it. */
    STANDBY(""),
    SERVING(""),
    DRAINING("is draining: it finishes what it has and takes nothing new");

    private final String reason;

    Phase(String reason) {
      this.reason = reason;
    }
  }

  private volatile Phase phase = Phase.STARTING;
  private volatile @Nullable Database database;

  /** Enters {@code next}; nothing follows draining. */
  public synchronized void enter(Phase next) {
    if (phase != Phase.DRAINING) {
      phase = next;
    }
  }

  public Phase phase() {
    return phase;
  }

  /** Whether its phase lets this process take work; the store is not asked. */
  boolean isServing() {
    return phase.reason.isEmpty();
  }

  /** From now on ready means that this store answers. */
  public void dependOn(Database store) {
    database = store;
  }

  /** Yields why this process is not ready, or nothing when it is. */
  public Future<Optional<String>> problem() {
    Database store = database;
    if (!phase.reason.isEmpty()) {
      return Future.succeededFuture(Optional.of(phase.reason));
    }
    if (store == null) {
      return Future.succeededFuture(Optional.empty());
    }
    return store
        .reader()
        .query("SELECT 1")
        .execute()
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .map(row -> Optional.<String>empty())
        .otherwise(cause -> Optional.of("the store does not answer: " + cause.getMessage()));
  }
}
