package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds what waits in a lane whose head is gone. The end of one delivery and the arrival of the
 * next may be in transactions that do not see each other, so both sides tell once they are
 * committed. What both did here needs no look into the store; of the others there is one look at a
 * time, for all that came up since the one before.
 */
final class LaneWatch {

  private static final int LARGEST_LOOK = 64;

  /** A look without an answer may not keep others from looking: what waits is also swept up. */
  private static final int PATIENCE_MILLIS = 30_000;

  /** The first look comes at once; where there are many, those of a few milliseconds are one. */
  private static final long PAUSE_MILLIS = 5;

  private final Vertx vertx;
  private final Predicate<Lane> busy;
  private final Function<List<Lane>, Future<List<Lane>>> look;
  private final Consumer<Lane> found;
  private final Set<Lane> waiting = ConcurrentHashMap.newKeySet();
  private final Set<Lane> doubtful = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  /**
   * Tells {@code found} of lanes in which something may wait.
   *
   * @param busy whether this node has one of a lane in hand
   * @param look yields those of some lanes in which something waits
   */
  LaneWatch(
      Vertx vertx,
      Predicate<Lane> busy,
      Function<List<Lane>, Future<List<Lane>>> look,
      Consumer<Lane> found) {
    this.vertx = vertx;
    this.busy = busy;
    this.look = look;
    this.found = found;
  }

  /** This node has stored something behind another of its lane. */
  void waits(Lane lane) {
    waiting.add(lane);
    if (!busy.test(lane) && waiting.remove(lane)) {
      found.accept(lane);
    }
  }

  /** This node has ended one and seen none behind it. */
  void left(Lane lane) {
    if (waiting.remove(lane)) {
      found.accept(lane);
    } else {
      doubtful.add(lane);
      lookNext();
    }
  }

  /** This node goes on with the next of a lane: its end will see whatever is stored by now. */
  void goesOn(Lane lane) {
    waiting.remove(lane);
  }

  private void lookNext() {
    if (!doubtful.isEmpty() && looking.compareAndSet(false, true)) {
      List<Lane> lanes = doubtful.stream().limit(LARGEST_LOOK).toList();
      lanes.forEach(doubtful::remove);
      (lanes.isEmpty()
              ? Future.succeededFuture(lanes)
              : TimeLimit.of(look.apply(lanes), PATIENCE_MILLIS))
          .onComplete(answered -> vertx.setTimer(PAUSE_MILLIS, rested -> {
            looking.set(false);
            lookNext();
          }))
          .onSuccess(waiting -> waiting.forEach(found));
    }
  }
}
