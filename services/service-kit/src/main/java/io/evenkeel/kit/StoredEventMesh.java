package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Clock clock;
  private final Relay relay;
  private final Subscribers subscribers = new Subscribers();
  private final Map<String, MessageConsumer<KeptnEvent>> consumers = new ConcurrentHashMap<>();

  private StoredEventMesh(Vertx vertx, Database database, Clock clock) {
    this.vertx = vertx;
    this.database = database;
    this.clock = clock;
    this.relay = new Relay(vertx, database, clock);
  }

  /** Migrates the tables, learns who subscribed before and picks up unfinished deliveries. */
  public static Future<StoredEventMesh> start(Vertx vertx, Database database, Clock clock) {
    vertx.eventBus().registerDefaultCodec(KeptnEvent.class, new KeptnEventCodec());
    StoredEventMesh mesh = new StoredEventMesh(vertx, database, clock);
    return Migrations.apply(database, "service-kit")
        .compose(migrated -> mesh.refreshSubscribers())
        .compose(known -> mesh.listenForSubscribers())
        .compose(listening -> mesh.relay.start())
        .map(mesh);
  }

  /** Stops taking events to subscribers; what is stored waits for the next start. */
  public void stop() {
    relay.stop();
  }

  @Override
  public <T> Future<T> transaction(Function<Outbox, Future<T>> work) {
    return database
        .transaction(client -> {
          StoredOutbox outbox = new StoredOutbox(client);
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
    MessageConsumer<KeptnEvent> consumer = vertx.eventBus().consumer(address(subscriber));
    MessageConsumer<KeptnEvent> former = consumers.put(subscriber, consumer);
    consumer.handler(message -> handle(subscriber, message, handler));
    return (former == null ? Future.<Void>succeededFuture() : former.unregister())
        .compose(replaced -> consumer.completion())
        .compose(
            ready -> database.transaction(client -> SubscriptionTable.put(client, subscription)))
        .onSuccess(stored -> subscribers.put(subscription))
        .onSuccess(stored -> vertx.eventBus().publish(SUBSCRIPTIONS, subscriber));
  }

  @Override
  public Future<Void> unsubscribe(String subscriber) {
    subscribers.remove(subscriber);
    relay.forget(subscriber);
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

  private Future<Void> refreshSubscribers() {
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

  private void handle(
      String subscriber,
      Message<KeptnEvent> message,
      Function<KeptnEvent, Future<Completion>> handler) {
    Future.succeededFuture(message.body())
        .compose(handler)
        .compose(completion -> acknowledge(subscriber, message.body(), completion))
        .onComplete(
            handled -> message.reply(null), cause -> message.fail(500, String.valueOf(cause)));
  }

  /** Only whoever removes the delivery stores what follows from it. */
  private Future<Void> acknowledge(String subscriber, KeptnEvent event, Completion completion) {
    return transaction(outbox -> DeliveryTable.remove(outbox.client(), event.id(), subscriber)
        .compose(mine -> mine ? completion.apply(outbox) : Future.succeededFuture()));
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
    List<String> names = subscribers.of(event.type());
    names.forEach(name -> outbox.deliveries.add(new PendingDelivery(name, event, 0, "")));
    outbox.changed(event.project(), event.context());
    return DeliveryTable.add(
        outbox.client(), event.id(), names, clock.millis() + Relay.LEASE.toMillis());
  }

  private void wakeUp(Done<?> done) {
    relay.offer(done.outbox().deliveries);
    done.outbox().effects.forEach(Runnable::run);
    done.outbox().changes.forEach(change -> vertx.eventBus().publish(CHANGES, change));
  }

  private record Done<T>(T result, StoredOutbox outbox) {}

  private static final class StoredOutbox implements Outbox {

    private final SqlClient client;
    private final List<KeptnEvent> published = new ArrayList<>();
    private final List<PendingDelivery> deliveries = new ArrayList<>();
    private final List<Runnable> effects = new ArrayList<>();
    private final Set<JsonObject> changes = new LinkedHashSet<>();

    StoredOutbox(SqlClient client) {
      this.client = client;
    }

    @Override
    public SqlClient client() {
      return client;
    }

    @Override
    public void publish(KeptnEvent event) {
      published.add(event);
    }

    @Override
    public void changed(String project, String context) {
      changes.add(new JsonObject().put("project", project).put("context", context));
    }

    @Override
    public void afterCommit(Runnable effect) {
      effects.add(effect);
    }
  }
}
