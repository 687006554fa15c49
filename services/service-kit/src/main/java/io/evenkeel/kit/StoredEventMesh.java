package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * {@link EventMesh} on the store and the event bus: events and their deliveries are written in one
 * transaction, the bus only carries attempts.
 */
public final class StoredEventMesh implements EventMesh {

  /** Where a notice {@code {project, context}} appears after something about a run changed. */
  public static final String CHANGES = "events.changes";

  private static final String SUBSCRIPTIONS = "events.subscriptions";

  private final Vertx vertx;
  private final Database database;
  private final Relay relay;
  private final Subscribers subscribers = new Subscribers();
  private final Map<String, MessageConsumer<KeptnEvent>> consumers = new ConcurrentHashMap<>();

  private StoredEventMesh(Vertx vertx, Database database, Duration lease) {
    this.vertx = vertx;
    this.database = database;
    this.relay = new Relay(vertx, database, lease);
  }

  /** Migrates the tables, learns who subscribed before and picks up unfinished deliveries. */
  public static Future<StoredEventMesh> start(Vertx vertx, Database database) {
    return start(vertx, database, Relay.LEASE);
  }

  static Future<StoredEventMesh> start(Vertx vertx, Database database, Duration lease) {
    vertx.eventBus().registerDefaultCodec(KeptnEvent.class, new KeptnEventCodec());
    StoredEventMesh mesh = new StoredEventMesh(vertx, database, lease);
    return Migrations.apply(database, "service-kit")
        .compose(migrated -> mesh.refreshSubscribers())
        .compose(known -> mesh.listenForSubscribers())
        .compose(listening -> mesh.relay.start())
        .compose(relaying -> mesh.serveParked())
        .map(mesh);
  }

  private Future<Void> serveParked() {
    return new ServiceApi(vertx, Duration.ZERO)
        .serve(ParkedDeliveries.ADDRESS, new ParkedDeliveries(database, relay).operations());
  }

  /** Looks at once for what a node that is gone had in hand; its leases end within seconds. */
  public Future<Void> takeOver() {
    relay.sweep();
    return Future.succeededFuture();
  }

  /** Stops taking events to subscribers; what is stored waits for the next start. */
  public void stop() {
    relay.stop();
  }

  @Override
  public <T> Future<T> transaction(Function<Outbox, Future<T>> work) {
    return database
        .transaction(client -> {
          StoredOutbox outbox = new StoredOutbox(database, client);
          return Future.succeededFuture((Outbox) outbox)
              .compose(work)
              .compose(result -> store(outbox).map(new Done<>(result, outbox)));
        })
        .onSuccess(this::wakeUp)
        .map(Done::result);
  }

  @Override
  public Future<Void> subscribe(
      Subscription subscription, Function<KeptnEvent, Future<Completion>> handler) {
    String subscriber = subscription.subscriber();
    Context context = vertx.getOrCreateContext();
    MessageConsumer<KeptnEvent> consumer = vertx.eventBus().consumer(address(subscriber));
    MessageConsumer<KeptnEvent> former = consumers.put(subscriber, consumer);
    consumer.handler(message -> relay.receive(subscriber, message));
    return (former == null ? Future.<Void>succeededFuture() : former.unregister())
        .compose(replaced -> consumer.completion())
        .compose(
            ready -> database.transaction(client -> SubscriptionTable.put(client, subscription)))
        .onSuccess(stored -> subscribers.put(subscription))
        .onSuccess(
            stored -> relay.serve(subscriber, delivery -> handle(context, delivery, handler)))
        .onSuccess(stored -> vertx.eventBus().publish(SUBSCRIPTIONS, subscriber));
  }

  @Override
  public Future<Void> unsubscribe(String subscriber) {
    subscribers.remove(subscriber);
    relay.leave(subscriber);
    MessageConsumer<KeptnEvent> consumer = consumers.remove(subscriber);
    return database
        .transaction(client -> SubscriptionTable.remove(client, subscriber)
            .compose(removed -> DeliveryTable.removeAll(client, subscriber)))
        .compose(removed -> consumer == null ? Future.succeededFuture() : consumer.unregister())
        .onSuccess(gone -> vertx.eventBus().publish(SUBSCRIPTIONS, subscriber));
  }

  static String address(String subscriber) {
    return "deliver." + subscriber;
  }

  /** Learns who subscribed on other nodes. */
  Future<Void> refreshSubscribers() {
    return SubscriptionTable.all(database.reader())
        .onSuccess(subscribers::replaceAll)
        .mapEmpty();
  }

  private Future<Void> listenForSubscribers() {
    return vertx
        .eventBus()
        .<String>consumer(SUBSCRIPTIONS)
        .handler(changed -> refreshSubscribers())
        .completion();
  }

  /** Runs {@code handler} where it subscribed; yields the next delivery of the lane. */
  private Future<Optional<PendingDelivery>> handle(
      Context context, PendingDelivery delivery, Function<KeptnEvent, Future<Completion>> handler) {
    return Future.<Completion>future(result -> context.runOnContext(
            now -> Future.succeededFuture(delivery.event()).compose(handler).onComplete(result)))
        .compose(completion -> acknowledge(delivery, completion));
  }

  /** Only whoever removes the delivery stores what follows from it, and takes the next. */
  private Future<Optional<PendingDelivery>> acknowledge(
      PendingDelivery delivery, Completion completion) {
    return transaction(outbox -> DeliveryTable.remove(outbox.client(), delivery)
        .compose(mine -> mine
            ? completion
                .apply(outbox)
                .compose(done -> DeliveryLeases.takeHead(
                    outbox.client(), database.dialect(), delivery.lane(), relay.lease()))
            : Future.succeededFuture(Optional.empty())));
  }

  private Future<Void> store(StoredOutbox outbox) {
    Future<Void> done = Future.succeededFuture();
    for (KeptnEvent event : outbox.published) {
      done = done.compose(previous -> store(outbox, event));
    }
    return done;
  }

  private Future<Void> store(StoredOutbox outbox, KeptnEvent event) {
    return EventLog.append(outbox.client(), event)
        .compose(isNew -> isNew ? address(outbox, event) : Future.succeededFuture());
  }

  private Future<Void> address(StoredOutbox outbox, KeptnEvent event) {
    outbox.changed(event.project(), event.context());
    Future<Void> done = Future.succeededFuture();
    for (String name : subscribers.of(event.type())) {
      done = done.compose(previous -> deliver(outbox, event, name));
    }
    return done;
  }

  private Future<Void> deliver(StoredOutbox outbox, KeptnEvent event, String subscriber) {
    return DeliveryTable.add(
            outbox.client(),
            database.dialect(),
            new PendingDelivery(subscriber, event, 0, 0),
            relay.reaches(subscriber),
            relay.lease())
        .onSuccess(outbox.deliveries::add)
        .mapEmpty();
  }

  private void wakeUp(Done<?> done) {
    relay.offer(done.outbox().deliveries);
    done.outbox().effects.forEach(Runnable::run);
    done.outbox()
        .notices
        .forEach(notice -> vertx.eventBus().publish(notice.address(), notice.text()));
    done.outbox().changes.forEach(change -> vertx.eventBus().publish(CHANGES, change));
  }

  private record Done<T>(T result, StoredOutbox outbox) {}
}
