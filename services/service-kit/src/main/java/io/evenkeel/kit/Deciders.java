package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Handlers of this node that may decide on an event in the transaction that stores it, and the
 * lanes in which one is at it: in each there is one decision at a time.
 */
final class Deciders {

  /** Beyond as many, events are better stored together, and decided on when it is their turn. */
  private static final int MOST = 64;

  /** Whoever has to ask somebody who does not answer at once may take the time of a delivery. */
  private static final int PATIENCE_MILLIS = 50;

  private final Map<String, Decider> serving = new ConcurrentHashMap<>();
  private final Set<Lane> taken = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private record Decider(Context context, Function<KeptnEvent, Future<Completion>> handler) {}

  /** The right to decide on one event; has to be {@linkplain #end given back}. */
  record Turn(KeptnEvent event, String subscriber, Future<Completion> decision) {

    private Lane lane() {
      return new Lane(subscriber, event.context());
    }
  }

  void serve(String subscriber, Context context, Function<KeptnEvent, Future<Completion>> handler) {
    serving.put(subscriber, new Decider(context, handler));
  }

  void leave(String subscriber) {
    serving.remove(subscriber);
  }

  void stop() {
    closed = true;
  }

  /**
   * Has {@code event} looked at by the one among {@code hearers} who decides here, if there is one
   * and the lane is free as far as this node knows.
   */
  Optional<Turn> begin(KeptnEvent event, List<String> hearers, Predicate<Lane> busy) {
    return closed
        ? Optional.empty()
        : hearers.stream()
            .filter(serving::containsKey)
            .findFirst()
            .filter(name -> take(new Lane(name, event.context()), busy))
            .map(name -> new Turn(event, name, look(name, event)));
  }

  private boolean take(Lane lane, Predicate<Lane> busy) {
    return taken.size() < MOST && !busy.test(lane) && taken.add(lane);
  }

  private Future<Completion> look(String name, KeptnEvent event) {
    Decider decider = serving.get(name);
    if (decider == null) {
      return Future.failedFuture(new LaneTaken());
    }
    return TimeLimit.of(
        Future.future(found -> decider.context().runOnContext(now -> Future.succeededFuture(event)
            .compose(decider.handler())
            .onComplete(found))),
        PATIENCE_MILLIS);
  }

  void end(Turn turn) {
    taken.remove(turn.lane());
  }
}
