package io.evenkeel.kit;

import io.evenkeel.kit.metrics.Metrics;
import io.evenkeel.kit.tracing.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Everything a service is given; the same in the all-in-one, alone, and in a test. */
public record Platform(
    Vertx vertx,
    Database database,
    EventMesh mesh,
    Timers timers,
    ServiceApi api,
    Clock clock,
    Settings settings,
    Readiness readiness,
    Metrics metrics,
    Tracing tracing) {

  /**
   * Ends {@code deployments}, the last first, then hands out no more deliveries and closes the
   * store; what fails on the way stops none of the rest.
   */
  public Future<Void> close(List<String> deployments) {
    List<String> lastFirst = new ArrayList<>(deployments);
    Collections.reverse(lastFirst);
    Future<Void> done = Future.succeededFuture();
    for (String deployment : lastFirst) {
      done = done.transform(previous -> vertx.undeploy(deployment));
    }
    return done.transform(undeployed -> close());
  }

  private Future<Void> close() {
    if (mesh instanceof StoredEventMesh stored) {
      stored.stop();
    }
    return database
        .close()
        .transform(closed -> Blocking.run(vertx, () -> {
          tracing.close();
          return null;
        }));
  }
}
