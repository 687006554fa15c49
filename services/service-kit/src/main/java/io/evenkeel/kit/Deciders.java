package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

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

  private record Decider(
      String subscriber, Context context, Function<KeptnEvent, Future<Completion>> handler) {

    Future<Completion> look(KeptnEvent event) {
      Future<Completion> decision = Future.future(found -> context.runOnContext(
          now -> Future.succeededFuture(event).compose(handler).onComplete(found)));
      return TimeLimit.of(decision, PATIENCE_MILLIS);
    }
  }

  /** The right to decide on one event, which nobody else has in its lane. */
  record Turn(KeptnEvent event, Lane lane, Future<Completion> decision) {}

  /** A decision under way, and how many use its lane: those to be stored after it as well. */
  private static final class Flight {
    private final Future<Void> stored;
    private int users = 1;

    private Flight(Future<Void> stored) {
      this.stored = stored;
    }
  }

  void serve(String subscriber, Context context, Function<KeptnEvent, Future<Completion>> handler) {
    serving.put(subscriber, new Decider(subscriber, context, handler));
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
   *
   * @param store stores the event and what was decided, or the event alone
   * @return what {@code store} comes to
   */
  Optional<Future<Void>> decide(
      KeptnEvent event,
      List<String> hearers,
      Predicate<Lane> busy,
      Function<Turn, Future<Void>> store) {
    return decider(hearers).flatMap(decider -> {
      Lane lane = new Lane(decider.subscriber(), event.context());
      return take(lane, busy, () -> store.apply(new Turn(event, lane, decider.look(event))));
    });
  }

  private Optional<Decider> decider(List<String> hearers) {
    return hearers.stream().map(serving::get).filter(Objects::nonNull).findFirst();
  }

  /** @param decision is only begun under the lock: a decision ends on a later turn of a loop */
  private synchronized Optional<Future<Void>> take(
      Lane lane, Predicate<Lane> busy, Supplier<Future<Void>> decision) {
    if (closed || flights.size() >= MOST || busy.test(lane) || flights.containsKey(lane)) {
      return Optional.empty();
    }
    Future<Void> stored = decision.get();
    flights.put(lane, new Flight(stored));
    return Optional.of(stored.onComplete(over -> release(lane)));
  }

  /**
   * Carries out {@code store} for an event on which nobody decides here, after who is before it.
   */
  Future<Void> after(KeptnEvent event, List<String> hearers, Supplier<Future<Void>> store) {
    return decider(hearers)
        .map(decider -> new Lane(decider.subscriber(), event.context()))
        .flatMap(lane -> join(lane)
            .map(flight ->
                flight.stored.transform(over -> store.get()).onComplete(stored -> release(lane))))
        .orElseGet(store);
  }

  private synchronized Optional<Flight> join(Lane lane) {
    Optional<Flight> flight = Optional.ofNullable(flights.get(lane));
    flight.ifPresent(joined -> joined.users++);
    return flight;
  }

  /** Until everybody is done, nobody decides in the lane: it would be before those who wait. */
  private synchronized void release(Lane lane) {
    flights.computeIfPresent(lane, (name, flight) -> --flight.users == 0 ? null : flight);
  }
}
