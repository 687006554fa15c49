package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;

/** Everything a service is given; the same in the all-in-one, alone, and in a test. */
public record Platform(
    Vertx vertx,
    Database database,
    EventMesh mesh,
    Timers timers,
    ServiceApi api,
    Clock clock,
    Settings settings,
    Readiness readiness) {

  /** Hands out no more deliveries, then closes the store; for when no service runs any more. */
  public Future<Void> close() {
    if (mesh instanceof StoredEventMesh stored) {
      stored.stop();
    }
    return database.close();
  }
}
