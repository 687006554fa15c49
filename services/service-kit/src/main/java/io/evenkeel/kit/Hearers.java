package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Who hears an event, on whichever node: the stored subscriptions, in memory. */
final class Hearers {

  private static final String SUBSCRIPTIONS = "events.subscriptions";

  /** Notices of who subscribed may be missed, or come while the store is away. */
  static final Duration REREAD = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final Database database;
  private final Subscribers subscribers = new Subscribers();
  private final Map<String, Predicate<KeptnEvent>> wanted = new ConcurrentHashMap<>();

  Hearers(Vertx vertx, Database database) {
    this.vertx = vertx;
    this.database = database;
  }

  /** Learns who subscribed before, and from now on who does on other nodes. */
  Future<Void> start() {
    if (database.dialect() != Dialect.SQLITE) {
      vertx.setPeriodic(REREAD.toMillis(), tick -> refresh());
    }
    return vertx
        .eventBus()
        .<String>consumer(SUBSCRIPTIONS)
        .handler(changed -> refresh())
        .completion()
        .compose(listening -> refresh());
  }

  /** Learns who subscribed on other nodes. */
  Future<Void> refresh() {
    long begun = subscribers.begin();
    return SubscriptionTable.all(database.reader())
        .onSuccess(all -> subscribers.replaceAll(begun, all))
        .mapEmpty();
  }

  /** Names of everyone who hears {@code event}, less those who want nothing of it. */
  List<String> of(KeptnEvent event) {
    return subscribers.of(event.type()).stream()
        .filter(name -> wanted.getOrDefault(name, any -> true).test(event))
        .toList();
  }

  Future<Void> add(Subscription subscription) {
    return database
        .transaction(client -> SubscriptionTable.put(client, subscription))
        .onSuccess(stored -> subscribers.put(subscription));
  }

  /** What of the subscription is worth a delivery. */
  void choose(String subscriber, Predicate<KeptnEvent> worthIt) {
    wanted.put(subscriber, worthIt);
  }

  /** Ends a subscription, with the deliveries that were to come. */
  Future<Void> remove(String subscriber) {
    subscribers.remove(subscriber);
    wanted.remove(subscriber);
    return database.transaction(client -> SubscriptionTable.remove(client, subscriber)
        .compose(removed -> DeliveryTable.removeAll(client, subscriber)));
  }

  /** Has all other nodes know that something about {@code subscriber} changed. */
  void tell(String subscriber) {
    vertx.eventBus().publish(SUBSCRIPTIONS, subscriber);
  }
}
