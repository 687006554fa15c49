package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes stored events to their subscribers over the event bus; the reply is the acknowledgement.
 *
 * <p>Fresh deliveries arrive from the transaction that stored them. A sweep of the table is the
 * safety net for what a crash or a lost message left behind. Per subscriber and context the oldest
 * goes first; the next waits until it is acknowledged or parked.
 */
final class Relay {

  /** Failed attempts after which a delivery is parked for a person to look at. */
  static final int MAX_ATTEMPTS = 10;

  /** How long the accepting node has a fresh delivery to itself. */
  static final Duration LEASE = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration ABSENT = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int PAGE = 1000;

  private final Vertx vertx;
  private final Context context;
  private final Database database;
  private final Clock clock;
  private final Map<Lane, Deque<PendingDelivery>> lanes = new HashMap<>();
  private final Set<PendingDelivery.Key> known = new HashSet<>();
  private boolean closed;

  Relay(Vertx vertx, Database database, Clock clock) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.database = database;
    this.clock = clock;
  }

  /** Picks up what an earlier process left and starts the safety net. */
  Future<Void> start() {
    return database
        .transaction(DeliveryTable::makeAllDue)
        .onSuccess(ready -> context.runOnContext(now -> sweep()));
  }

  void stop() {
    context.runOnContext(now -> closed = true);
  }

  /** Takes over deliveries that were just committed. */
  void offer(List<PendingDelivery> fresh) {
    context.runOnContext(now -> fresh.forEach(this::enqueue));
  }

  /** Forgets what waits for a subscriber that has left. */
  void forget(String subscriber) {
    context.runOnContext(now -> lanes.values().forEach(lane -> {
      lane.removeIf(delivery -> delivery.subscriber().equals(subscriber));
      known.removeIf(key -> key.subscriber().equals(subscriber));
    }));
  }

  private void enqueue(PendingDelivery delivery) {
    if (closed || !known.add(delivery.key())) {
      return;
    }
    Deque<PendingDelivery> lane =
        lanes.computeIfAbsent(delivery.lane(), absent -> new ArrayDeque<>());
    lane.add(delivery);
    if (lane.size() == 1) {
      attempt(delivery);
    }
  }

  private void attempt(PendingDelivery delivery) {
    if (closed) {
      return;
    }
    DeliveryOptions options = new DeliveryOptions().setSendTimeout(LEASE.toMillis());
    vertx
        .eventBus()
        .request(StoredEventMesh.address(delivery.subscriber()), delivery.event(), options)
        .onComplete(
            acknowledged -> context.runOnContext(now -> next(delivery)),
            cause -> context.runOnContext(now -> retryLater(delivery, cause)));
  }

  private void next(PendingDelivery done) {
    known.remove(done.key());
    Deque<PendingDelivery> lane = lanes.get(done.lane());
    if (lane == null) {
      return;
    }
    lane.poll();
    PendingDelivery following = lane.peek();
    if (following == null) {
      lanes.remove(done.lane());
    } else {
      attempt(following);
    }
  }

  private void retryLater(PendingDelivery delivery, Throwable cause) {
    if (isAbsent(cause)) {
      vertx.setTimer(ABSENT.toMillis(), due -> context.runOnContext(now -> attempt(delivery)));
      return;
    }
    PendingDelivery failed = delivery.failed(String.valueOf(cause.getMessage()));
    boolean park = failed.attempts() >= MAX_ATTEMPTS;
    Duration pause = pause(failed.attempts());
    report(failed, park);
    database
        .transaction(client ->
            DeliveryTable.postpone(client, failed, clock.millis() + LEASE.toMillis(), park))
        .onComplete(stored -> context.runOnContext(now -> afterFailure(failed, park, pause)));
  }

  private void afterFailure(PendingDelivery failed, boolean park, Duration pause) {
    if (park) {
      next(failed);
    } else {
      vertx.setTimer(pause.toMillis(), due -> context.runOnContext(now -> attempt(failed)));
    }
  }

  private static void report(PendingDelivery failed, boolean park) {
    LOG.atWarn()
        .addKeyValue("subscriber", failed.subscriber())
        .addKeyValue("context", failed.event().context())
        .addKeyValue("eventId", failed.event().id())
        .addKeyValue("type", failed.event().type())
        .addKeyValue("attempts", failed.attempts())
        .addKeyValue("error", failed.error())
        .log(park ? "delivery parked" : "delivery failed, will be tried again");
  }

  private void sweep() {
    if (closed) {
      return;
    }
    DeliveryTable.due(database.reader(), clock.millis(), PAGE)
        .onComplete(
            due -> context.runOnContext(now -> due.forEach(this::enqueue)),
            cause -> LOG.atWarn().setCause(cause).log("could not look for overdue deliveries"))
        .onComplete(
            swept -> vertx.setTimer(SWEEP.toMillis(), due -> context.runOnContext(now -> sweep())));
  }

  private static boolean isAbsent(Throwable cause) {
    return cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }

  static Duration pause(int attempts) {
    Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 20));
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
