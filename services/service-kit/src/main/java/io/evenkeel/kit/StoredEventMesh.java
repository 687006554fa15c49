package io.evenkeel.kit;

import io.evenkeel.kit.Deciders.Turn;
import io.evenkeel.kit.Deliveries.Settled;
import io.evenkeel.kit.metrics.EventKind;
import io.evenkeel.kit.metrics.Metric;
import io.evenkeel.kit.metrics.Metrics;
import io.evenkeel.kit.tracing.Tracing;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@link EventMesh} on the store and the event bus: events and their deliveries are written in one
 * transaction, the bus only carries attempts.
 */
public final class StoredEventMesh implements EventMesh {

  /** Where a notice {@code {project, context}} appears after something about a run changed. */
  public static final String CHANGES = "events.changes";

  /** Deliveries from which nothing follows that are ended in one transaction. */
  private static final int MOST_SETTLED = 64;

  private final Vertx vertx;
  private final Database database;
  private final Relay relay;
  private final Intake intake;
  private final Deliveries deliveries;
  private final Batches<PendingDelivery, Settled> settlement;
  private final Metrics metrics;
  private final EventTraces traces;
  private final Hearers hearers;
  private final Deciders deciders = new Deciders();
  private final Map<String, MessageConsumer<KeptnEvent>> consumers = new ConcurrentHashMap<>();

  private StoredEventMesh(
      Vertx vertx, Database database, Duration lease, Metrics metrics, Tracing tracing) {
    this.vertx = vertx;
    this.database = database;
    this.metrics = metrics;
    this.traces = new EventTraces(tracing, database.clock());
    this.relay = new Relay(vertx, database, lease, metrics, traces);
    this.hearers = new Hearers(vertx, database);
    this.intake = new Intake(vertx, this::publishTogether);
    this.deliveries = relay.isShared()
        ? new PostgresDeliveries(hearers::of, relay::reaches, lease)
        : new SqliteDeliveries(hearers::of, relay::reaches, lease);
    this.settlement = new Batches<>(vertx, MOST_SETTLED, this::settleAll);
  }

  private Future<List<Future<Settled>>> settleAll(List<PendingDelivery> endings) {
    return database
        .statement(client -> deliveries.settle(client, endings))
        .map(all -> all.stream().map(Future::succeededFuture).toList());
  }

  /** Migrates the tables, learns who subscribed before and picks up unfinished deliveries. */
  public static Future<StoredEventMesh> start(
      Vertx vertx, Database database, Metrics metrics, Tracing tracing) {
    return start(vertx, database, Relay.LEASE, metrics, tracing);
  }

  static Future<StoredEventMesh> start(
      Vertx vertx, Database database, Duration lease, Metrics metrics, Tracing tracing) {
    vertx.eventBus().registerDefaultCodec(KeptnEvent.class, new KeptnEventCodec());
    StoredEventMesh mesh = new StoredEventMesh(vertx, database, lease, metrics, tracing);
    return Migrations.apply(database, "service-kit")
        .compose(migrated -> mesh.hearers.start())
        .compose(known -> mesh.relay.start())
        .compose(relaying -> mesh.serveParked())
        .onSuccess(served -> new StoreSamples(database, mesh.relay::served).start(metrics))
        .map(mesh);
  }

  private Future<Void> serveParked() {
    return new ServiceApi(vertx, Duration.ZERO)
        .serve(ParkedDeliveries.ADDRESS, new ParkedDeliveries(vertx, database, relay).operations());
  }

  /** Stops taking events to subscribers; what is stored waits for the next start. */
  public void stop() {
    deciders.stop();
    relay.stop();
  }

  @Override
  public <T> Future<T> transaction(Function<Outbox, Future<T>> work) {
    return unit(database::transaction, null, outbox -> Future.succeededFuture((Outbox) outbox)
        .compose(work)
        .compose(result -> database.last(outbox.client(), last -> store(outbox)).map(result)));
  }

  /** A transaction of one statement or of several. */
  private interface Transactions {
    <T> Future<T> run(Function<SqlClient, Future<T>> work);
  }

  /**
   * Runs {@code work}, which stores what it publishes, and wakes up whoever is to hear of it.
   *
   * @param cause the delivery that ends with it, if it is for one
   */
  private <T> Future<T> unit(
      Transactions transactions,
      @Nullable PendingDelivery cause,
      Function<StoredOutbox, Future<T>> work) {
    long start = System.nanoTime();
    return transactions
        .run(client -> {
          StoredOutbox outbox = new StoredOutbox(database, client);
          outbox.cause = cause;
          return work.apply(outbox).map(result -> new Done<>(result, outbox));
        })
        .onSuccess(this::wakeUp)
        .onSuccess(done -> traces.stored(done.outbox(), start))
        .map(Done::result);
  }

  @Override
  public Future<Void> publish(List<KeptnEvent> events) {
    if (events.size() != 1 || traces.isOn()) {
      return publishOnly(events);
    }
    KeptnEvent event = events.get(0);
    List<String> names = hearers.of(event);
    return deciders
        .decide(event, names, relay::isBusy, this::decide)
        .orElseGet(() -> deciders.after(event, names, () -> publishOnly(events)));
  }

  /** On a shared store, events that arrive together are stored together. */
  private Future<Void> publishOnly(List<KeptnEvent> events) {
    return relay.isShared() ? intake.store(events) : EventMesh.super.publish(events);
  }

  /** Whatever is wrong with a decision: the event is stored, and decided on as a delivery. */
  private Future<Void> decide(Turn turn) {
    long start = System.nanoTime();
    return turn.decision()
        .compose(completion ->
            unit(database::transaction, null, outbox -> decide(outbox, turn, completion)))
        .onSuccess(decided -> relay.measure(turn.lane().subscriber(), start, "acknowledged"))
        .recover(cause -> StoreFailures.isAway(cause)
            ? Future.failedFuture(cause)
            : publishOnly(List.of(turn.event())));
  }

  private Future<Void> decide(StoredOutbox outbox, Turn turn, Completion completion) {
    Future<Void> stored = deliveries
        .appendDecided(outbox.client(), turn.event(), turn.lane().subscriber())
        .onSuccess(outbox::stored)
        .mapEmpty();
    return Future.succeededFuture((Outbox) outbox)
        .compose(completion)
        .recover(cause -> stored.failed() ? stored : Future.failedFuture(cause))
        .compose(decided -> database.last(outbox.client(), last -> store(outbox)))
        .compose(sent -> stored);
  }

  private Future<Void> publishTogether(List<KeptnEvent> events) {
    return unit(database::statement, null, outbox -> {
      events.forEach(outbox::publish);
      return store(outbox);
    });
  }

  @Override
  public Future<Void> subscribe(
      Subscription subscription,
      Predicate<KeptnEvent> wanted,
      Function<KeptnEvent, Future<Completion>> handler) {
    String subscriber = subscription.subscriber();
    Context context = vertx.getOrCreateContext();
    MessageConsumer<KeptnEvent> consumer = vertx.eventBus().consumer(address(subscriber));
    MessageConsumer<KeptnEvent> former = consumers.put(subscriber, consumer);
    consumer.handler(message -> relay.receive(subscriber, message));
    return (former == null ? Future.<Void>succeededFuture() : former.unregister())
        .compose(replaced -> consumer.completion())
        .compose(ready -> hearers.add(subscription))
        .onSuccess(stored -> hearers.choose(subscriber, wanted))
        .onSuccess(
            stored -> relay.serve(subscriber, delivery -> handle(context, delivery, handler)))
        .onSuccess(stored -> hearers.tell(subscriber));
  }

  @Override
  public Future<Void> decide(
      Subscription subscription, Function<KeptnEvent, Future<Completion>> handler) {
    Context context = vertx.getOrCreateContext();
    return subscribe(subscription, handler)
        .onSuccess(serving -> deciders.serve(subscription.subscriber(), context, handler));
  }

  @Override
  public Future<Void> enlist(Subscription subscription) {
    return hearers.add(subscription).onSuccess(stored -> hearers.tell(subscription.subscriber()));
  }

  @Override
  public Future<Void> unsubscribe(String subscriber) {
    deciders.leave(subscriber);
    relay.leave(subscriber);
    MessageConsumer<KeptnEvent> consumer = consumers.remove(subscriber);
    return hearers
        .remove(subscriber)
        .compose(removed -> consumer == null ? Future.succeededFuture() : consumer.unregister())
        .onSuccess(gone -> hearers.tell(subscriber));
  }

  static String address(String subscriber) {
    return "deliver." + subscriber;
  }

  /** Learns who subscribed on other nodes. */
  Future<Void> refreshSubscribers() {
    return hearers.refresh();
  }

  /** Runs {@code handler} where it subscribed; yields the next delivery of the lane. */
  private Future<Optional<PendingDelivery>> handle(
      Context context, PendingDelivery delivery, Function<KeptnEvent, Future<Completion>> handler) {
    return Future.<Completion>future(result -> context.runOnContext(now -> Cause.during(
            traces.isOn() ? traces.cause(delivery) : "",
            () -> Future.succeededFuture(delivery.event()).compose(handler).onComplete(result))))
        .compose(completion -> acknowledge(delivery, completion));
  }

  /** Only whoever removes the delivery stores what follows from it, and takes the next. */
  private Future<Optional<PendingDelivery>> acknowledge(
      PendingDelivery delivery, Completion completion) {
    long start = System.nanoTime();
    return end(delivery, completion)
        .onSuccess(next -> traces.decided(delivery, start))
        .recover(cause -> cause instanceof LostLease ? lost() : Future.failedFuture(cause));
  }

  /** On a shared store, deliveries from which nothing follows end together. */
  private Future<Optional<PendingDelivery>> end(PendingDelivery delivery, Completion completion) {
    return completion == Completion.nothing() && relay.isShared()
        ? settlement.add(delivery).compose(Settled::ifMine)
        : unit(database::transaction, delivery, outbox -> end(outbox, delivery, completion));
  }

  /** The row goes last: by then what arrived meanwhile can be taken, without another look. */
  private Future<Optional<PendingDelivery>> end(
      StoredOutbox outbox, PendingDelivery delivery, Completion completion) {
    return Future.succeededFuture((Outbox) outbox)
        .compose(completion)
        .compose(decided -> database.last(outbox.client(), client -> {
          Future<Void> stored = store(outbox);
          return deliveries.end(client, delivery).compose(next -> stored.map(next));
        }));
  }

  private Future<Optional<PendingDelivery>> lost() {
    metrics.count(Metric.LEASES_LOST, "delivery");
    return Future.succeededFuture(Optional.empty());
  }

  private Future<Void> store(StoredOutbox outbox) {
    return outbox.published.isEmpty()
        ? Future.succeededFuture()
        : deliveries
            .append(outbox.client(), outbox.published)
            .onSuccess(outbox::stored)
            .mapEmpty();
  }

  private void wakeUp(Done<?> done) {
    done.outbox()
        .stored
        .forEach(event -> metrics.count(Metric.EVENTS_STORED, EventKind.of(event.type())));
    relay.offer(done.outbox().deliveries);
    done.outbox().effects.forEach(Runnable::run);
    done.outbox()
        .notices
        .forEach(notice -> vertx.eventBus().publish(notice.address(), notice.text()));
    done.outbox().changes.forEach(change -> vertx.eventBus().publish(CHANGES, change));
  }

  private record Done<T>(T result, StoredOutbox outbox) {}
}
