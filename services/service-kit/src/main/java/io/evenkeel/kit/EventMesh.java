package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How services hear of and tell each other events.
 *
 * <p>An event is stored before anyone hears of it. Delivery is at least once and in order per
 * subscriber and {@code shkeptncontext}; what a handler decides is stored in the transaction that
 * acknowledges the delivery, so its effect in the store happens once.
 */
public interface EventMesh {

  /**
   * Runs {@code work} in one transaction together with the events it {@linkplain Outbox#publish
   * publishes}; subscribers are woken up after the commit.
   *
   * <p>{@code work} must only use the outbox's client: waiting for anything else would hold up
   * every other writer.
   */
  <T> Future<T> transaction(Function<Outbox, Future<T>> work);

  /**
   * Makes it known that {@code subscription} is there: from now on its events wait for it, until
   * {@link #subscribe} says who handles them. For a subscriber that takes long to be ready.
   */
  Future<Void> enlist(Subscription subscription);

  /**
   * Hands every event that matches {@code subscription} to {@code handler}; among replicas of a
   * subscriber one gets each. The handler may take its time for IO (seconds, not minutes) before it
   * returns what to store; a failed future means the event is delivered again later.
   */
  default Future<Void> subscribe(
      Subscription subscription, Function<KeptnEvent, Future<Completion>> handler) {
    return subscribe(subscription, event -> true, handler);
  }

  /**
   * The same for a handler that can tell at once that nothing will follow from an event: what
   * {@code wanted} turns down on the node that stores it is not delivered.
   *
   * @param wanted must neither block nor fail
   */
  Future<Void> subscribe(
      Subscription subscription,
      Predicate<KeptnEvent> wanted,
      Function<KeptnEvent, Future<Completion>> handler);

  /**
   * Subscribes a handler that only looks before it decides, so that a decision may be thrown away.
   * An event on which nothing else of its context waits is then decided on in the transaction that
   * stores it, if that is on a node with such a handler: {@link #publish} completes when both are
   * durable. All others, and those on which a decision fails, are delivered.
   */
  default Future<Void> decide(
      Subscription subscription, Function<KeptnEvent, Future<Completion>> handler) {
    return subscribe(subscription, handler);
  }

  /** Ends a subscription for good: its pending deliveries are dropped. */
  Future<Void> unsubscribe(String subscriber);

  /** Stores {@code events}; completes when they are durable, whoever has yet to handle them. */
  default Future<Void> publish(List<KeptnEvent> events) {
    return transaction(outbox -> {
      events.forEach(outbox::publish);
      return Future.succeededFuture();
    });
  }

  /** Stores one event. */
  default Future<Void> publish(KeptnEvent event) {
    return publish(List.of(event));
  }
}
