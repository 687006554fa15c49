package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Handlers of this node that may decide on an event in the transaction that stores it. In each lane
 * there is one decision at a time; what arrives meanwhile is stored after it.
 */
final class Deciders {

  /** Beyond as many, events are better stored together, and decided on when it is their turn. */
  private static final int MOST = 64;

  /** Whoever has to ask somebody who does not answer at once may take the time of a delivery. */
  private static final int PATIENCE_MILLIS = 50;

  private final Map<String, Decider> serving = new ConcurrentHashMap<>();
  private final Map<Lane, Flight> flights = new HashMap<>();
  private boolean closed;

  private record Decider(Context context, Function<KeptnEvent, Future<Completion>> handler) {}

  /** The right to decide on one event; has to be {@linkplain #end given back}. */
  record Turn(KeptnEvent event, Lane lane, Future<Completion> decision) {}

  /** A decision under way, and how many are to be stored after it. */
  private static final class Flight {
    private @Nullable Promise<Void> end;
    private final Future<Void> ended = Future.future(promise -> end = promise);
    private int users = 1;
  }

  void serve(String subscriber, Context context, Function<KeptnEvent, Future<Completion>> handler) {
    serving.put(subscriber, new Decider(context, handler));
  }

  void leave(String subscriber) {
    serving.remove(subscriber);
  }

  synchronized void stop() {
    closed = true;
  }

  /**
   * Has {@code event} looked at by the one among {@code hearers} who decides here, if there is one
   * and the lane is free as far as this node knows.
   */
  Optional<Turn> begin(KeptnEvent event, List<String> hearers, Predicate<Lane> busy) {
    return lane(event, hearers)
        .filter(lane -> take(lane, busy))
        .map(lane -> new Turn(event, lane, look(lane.subscriber(), event)));
  }

  private Optional<Lane> lane(KeptnEvent event, List<String> hearers) {
    return hearers.stream()
        .filter(serving::containsKey)
        .findFirst()
        .map(name -> new Lane(name, event.context()));
  }

  private synchronized boolean take(Lane lane, Predicate<Lane> busy) {
    return !closed
        && flights.size() < MOST
        && !busy.test(lane)
        && flights.putIfAbsent(lane, new Flight()) == null;
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

  /** The decision is stored, or will not be. */
  void end(Turn turn) {
    Promise<Void> end = release(turn.lane()).end;
    if (end != null) {
      end.tryComplete();
    }
  }

  /**
   * Carries out {@code store} for an event on which nobody decides here, after who is before it.
   */
  Future<Void> after(KeptnEvent event, List<String> hearers, Supplier<Future<Void>> store) {
    Optional<Lane> lane = lane(event, hearers);
    Flight flight = lane.map(this::join).orElse(null);
    return flight == null
        ? store.get()
        : flight
            .ended
            .compose(over -> store.get())
            .onComplete(stored -> lane.ifPresent(this::release));
  }

  private synchronized @Nullable Flight join(Lane lane) {
    return flights.computeIfPresent(lane, (name, flight) -> {
      flight.users++;
      return flight;
    });
  }

  /** Until everybody is done, nobody decides in the lane: it would be before those who wait. */
  private synchronized Flight release(Lane lane) {
    Flight flight = flights.get(lane);
    if (flight == null) {
      return new Flight();
    }
    flight.users--;
    if (flight.users == 0) {
      flights.remove(lane);
    }
    return flight;
  }
}
