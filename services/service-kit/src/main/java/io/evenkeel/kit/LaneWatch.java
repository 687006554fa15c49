package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks whether something waits in lanes that are in doubt: one look at a time, for all that came
 * up since the one before.
 */
final class LaneWatch {

  private static final int LARGEST_LOOK = 64;

  /** A look without an answer may not keep others from looking: what waits is also swept up. */
  private static final int PATIENCE_SECONDS = 30;

  /** The first look comes at once; where there are many, those of a few milliseconds are one. */
  private static final long PAUSE_MILLIS = 5;

  private final Vertx vertx;
  private final Function<List<Lane>, Future<List<Lane>>> look;
  private final Consumer<Lane> found;
  private final Set<Lane> doubtful = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  /** {@code look} yields those of some lanes in which something waits. */
  LaneWatch(Vertx vertx, Function<List<Lane>, Future<List<Lane>>> look, Consumer<Lane> found) {
    this.vertx = vertx;
    this.look = look;
    this.found = found;
  }

  void doubt(Lane lane) {
    doubtful.add(lane);
    lookNext();
  }

  private void lookNext() {
    if (!doubtful.isEmpty() && looking.compareAndSet(false, true)) {
      List<Lane> lanes = doubtful.stream().limit(LARGEST_LOOK).toList();
      lanes.forEach(doubtful::remove);
      (lanes.isEmpty()
              ? Future.succeededFuture(lanes)
              : look.apply(lanes).timeout(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .onComplete(answered -> vertx.setTimer(PAUSE_MILLIS, rested -> {
            looking.set(false);
            lookNext();
          }))
          .onSuccess(waiting -> waiting.forEach(found));
    }
  }
}
