package io.evenkeel.kit;

import io.evenkeel.kit.Attempts.Attempt;
import io.evenkeel.kit.DeliveryLeases.Taken;
import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.kit.metrics.Metric;
import io.evenkeel.kit.metrics.Metrics;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes stored events to the subscribers of this node.
 *
 * <p>A fresh delivery comes from the transaction that stored it: over the event bus in a cluster,
 * else directly. It carries a lease; the handler's node prolongs it while it works and removes the
 * row when done, in the transaction that stores what follows. A node that ends, or is stopped for
 * longer than its lease, loses the row to a sweep of another and can't remove it any more. In every
 * lane (subscriber and context) only the oldest row is handled; the transaction that removes it
 * takes the next.
 */
final class Relay {

  /** Failed attempts after which a delivery is parked for a person to look at. */
  static final int MAX_ATTEMPTS = 10;

  /** How long a node keeps what it holds without a sign of life. */
  static final Duration LEASE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final int PAGE = 500;
  private static final String ATTEMPTS = "attempts";
  private static final String LEASE_HEADER = "lease";

  private final Vertx vertx;
  private final Database database;
  private final Dialect dialect;
  private final Duration lease;
  private final Metrics metrics;
  private final EventTraces traces;
  private final Map<String, DeliveryHandler> handlers = new ConcurrentHashMap<>();
  private final Attempts running = new Attempts();
  private final LaneWatch watch;
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private volatile boolean backlog;
  private volatile boolean closed;

  /** Handles one delivery; yields the next of its lane if there is one. */
  interface DeliveryHandler {
    Future<Optional<PendingDelivery>> handle(PendingDelivery delivery);
  }

  Relay(Vertx vertx, Database database, Duration lease, Metrics metrics, EventTraces traces) {
    this.vertx = vertx;
    this.database = database;
    this.dialect = database.dialect();
    this.lease = lease;
    this.watch = new LaneWatch(vertx, this::isBusy, this::look, this::take);
    this.metrics = metrics;
    this.traces = traces;
    metrics.gauge(Metric.LEASES_HELD, running::size, "delivery");
  }

  /** Starts the safety net: renewals and sweeps. */
  Future<Void> start() {
    Future<Void> ready =
        isShared() ? Future.succeededFuture() : database.transaction(DeliveryTable::makeAllDue);
    return ready.onSuccess(due -> vertx.setPeriodic(lease.toMillis() / 3, this::tick));
  }

  private void tick(long timer) {
    if (closed) {
      vertx.cancelTimer(timer);
    } else {
      renew();
      sweep();
    }
  }

  void stop() {
    closed = true;
  }

  /** From now on this node handles what is for {@code subscriber}. */
  void serve(String subscriber, DeliveryHandler handler) {
    handlers.put(subscriber, handler);
    sweep();
  }

  void leave(String subscriber) {
    handlers.remove(subscriber);
  }

  /** Whose deliveries this node handles. */
  Set<String> served() {
    return Set.copyOf(handlers.keySet());
  }

  boolean isShared() {
    return dialect != Dialect.SQLITE;
  }

  Duration lease() {
    return lease;
  }

  /** Whether a fresh delivery can be handed over at once; else it waits for its subscriber. */
  boolean reaches(String subscriber) {
    return vertx.isClustered() || handlers.containsKey(subscriber);
  }

  /** Hands over deliveries that were just committed. */
  void offer(List<PendingDelivery> fresh) {
    fresh.forEach(delivery -> {
      if (!delivery.isHeld()) {
        waits(delivery.lane());
      } else if (vertx.isClustered()) {
        send(delivery);
      } else {
        handle(delivery);
      }
    });
  }

  private void send(PendingDelivery delivery) {
    DeliveryOptions options = new DeliveryOptions()
        .addHeader(LEASE_HEADER, String.valueOf(delivery.lease()))
        .addHeader(ATTEMPTS, String.valueOf(delivery.attempts()));
    vertx
        .eventBus()
        .send(StoredEventMesh.address(delivery.subscriber()), delivery.event(), options);
  }

  /** A delivery from another node, or from this one by way of the bus. */
  void receive(String subscriber, Message<KeptnEvent> message) {
    handle(new PendingDelivery(
        subscriber,
        message.body(),
        Integer.parseInt(message.headers().get(ATTEMPTS)),
        Long.parseLong(message.headers().get(LEASE_HEADER))));
  }

  private void handle(PendingDelivery delivery) {
    DeliveryHandler handler = handlers.get(delivery.subscriber());
    if (closed || handler == null) {
      return;
    }
    Attempt attempt = running.begin(delivery);
    handler
        .handle(delivery)
        .onComplete(
            next -> ended(attempt, "acknowledged", "").proceed(delivery.lane(), next),
            cause -> failed(attempt, cause));
  }

  private Relay ended(Attempt attempt, String outcome, String error) {
    traces.delivered(attempt.delivery(), attempt.sinceNanos(), error);
    measure(attempt.delivery().subscriber(), attempt.sinceNanos(), outcome);
    running.end(attempt);
    if (backlog && running.size() < PAGE / 2) {
      sweep();
    }
    return this;
  }

  /** {@code subscriber} had an event in hand. */
  void measure(String subscriber, long sinceNanos, String outcome) {
    metrics.time(Metric.DELIVERY_DURATION, System.nanoTime() - sinceNanos, subscriber, outcome);
  }

  /** Whether this node has one of {@code lane} in hand. */
  boolean isBusy(Lane lane) {
    return running.isBusy(lane);
  }

  private void proceed(Lane lane, Optional<PendingDelivery> next) {
    if (next.isPresent()) {
      watch.goesOn(lane);
      handle(next.get());
    } else if (isShared()) {
      watch.left(lane);
    }
  }

  /** In the embedded store the end of what is before it sees it. */
  private void waits(Lane lane) {
    if (isShared()) {
      watch.waits(lane);
    }
  }

  private Future<List<Lane>> look(List<Lane> lanes) {
    return database.statement(client -> PostgresDeliveries.waiting(client, lanes));
  }

  /** Takes the oldest of {@code lane} and has it handled, here or where its subscriber is. */
  void take(Lane lane) {
    if (closed || !reaches(lane.subscriber())) {
      return;
    }
    database
        .statement(client -> DeliveryLeases.takeHead(client, dialect, lane, lease))
        .onSuccess(found -> found.ifPresent(this::dispatch))
        .onFailure(cause -> report("could not take the next delivery", cause));
  }

  private void dispatch(PendingDelivery delivery) {
    if (handlers.containsKey(delivery.subscriber())) {
      handle(delivery);
    } else {
      send(delivery);
    }
  }

  private void failed(Attempt attempt, Throwable cause) {
    PendingDelivery failed = attempt.delivery().failed(cause, MAX_ATTEMPTS);
    boolean park = failed.attempts() >= MAX_ATTEMPTS;
    Duration pause = Attempts.pause(failed.attempts());
    String outcome = park ? "parked" : "failed";
    String error = String.valueOf(cause.getMessage());
    report(failed, error, park);
    database
        .transaction(client -> DeliveryTable.postpone(client, dialect, failed, error, pause, park))
        .onComplete(
            mine ->
                ended(attempt, outcome, error).retry(failed, mine, park ? Duration.ZERO : pause),
            gone ->
                ended(attempt, outcome, error).report("could not store a failed delivery", gone));
  }

  private void retry(PendingDelivery failed, boolean mine, Duration pause) {
    if (mine) {
      ChangeNotice.publish(vertx, failed.event().project(), failed.event().context());
      long millis = Math.max(1, pause.toMillis());
      vertx.timer(millis, TimeUnit.MILLISECONDS).onSuccess(due -> take(failed.lane()));
    }
  }

  private void renew() {
    // Their leases run out, somebody takes them, and what these attempts decide counts no more.
    running
        .giveUpOverdue(lease)
        .forEach(given -> report(given, "its handler has not come back", false));
    List<PendingDelivery> slow = running.slow(lease);
    if (!slow.isEmpty()) {
      database
          .transaction(client -> DeliveryTable.renew(client, dialect, slow, lease))
          .onFailure(cause -> report("could not prolong leases", cause));
    }
  }

  /** Takes what is due for the subscribers of this node. */
  void sweep() {
    List<String> served = List.copyOf(handlers.keySet());
    int room = PAGE - running.size();
    if (closed || served.isEmpty() || room <= 0 || !sweeping.compareAndSet(false, true)) {
      return;
    }
    database
        .transaction(client -> DeliveryLeases.takeDue(client, dialect, served, room, lease))
        .onSuccess(this::accept)
        .onFailure(cause -> report("could not look for overdue deliveries", cause))
        .onComplete(swept -> sweeping.set(false));
  }

  private void accept(Taken taken) {
    backlog = taken.more();
    taken.deliveries().forEach(this::handle);
  }

  private void report(String what, Throwable cause) {
    if (!closed) {
      LOG.atWarn().addKeyValue("error", String.valueOf(cause.getMessage())).log(what);
    }
  }

  private static void report(PendingDelivery failed, String error, boolean park) {
    LOG.atWarn()
        .addKeyValue("subscriber", failed.subscriber())
        .addKeyValue("context", failed.event().context())
        .addKeyValue("eventId", failed.event().id())
        .addKeyValue("type", failed.event().type())
        .addKeyValue("attempts", failed.attempts())
        .addKeyValue("error", error)
        .log(park ? "delivery parked" : "delivery failed, will be tried again");
  }
}
