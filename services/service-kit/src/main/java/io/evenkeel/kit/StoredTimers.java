package io.evenkeel.kit;

import io.evenkeel.kit.metrics.Metric;
import io.evenkeel.kit.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Timers} in the store. Those due within the horizon are armed in this process; a slow sweep
 * arms the later ones and those that other processes left behind.
 */
public final class StoredTimers implements Timers {

  private static final Logger LOG = LoggerFactory.getLogger(StoredTimers.class);
  private static final Duration HORIZON = Duration.ofSeconds(15);
  private static final Duration SWEEP = Duration.ofSeconds(5);
  private static final Duration LEASE = Duration.ofSeconds(6);
  private static final Duration LATE = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(2);
  private static final int PAGE = 1000;

  /** A handler that never ends may not keep its timer from being tried again. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private final Vertx vertx;
  private final Database database;
  private final EventMesh mesh;
  private final Clock clock;
  private final Metrics metrics;
  private final AtomicInteger held = new AtomicInteger();
  private final Map<String, Long> armed = new ConcurrentHashMap<>();
  private final Map<String, Function<Timer, Future<Completion>>> handlers =
      new ConcurrentHashMap<>();

  StoredTimers(Vertx vertx, Database database, EventMesh mesh, Clock clock, Metrics metrics) {
    this.vertx = vertx;
    this.database = database;
    this.mesh = mesh;
    this.clock = clock;
    this.metrics = metrics;
    metrics.gauge(Metric.LEASES_HELD, held::get, "timer");
    metrics.onScrape(this::sample);
  }

  @Override
  public Future<Void> start(Outbox outbox, Timer timer) {
    outbox.afterCommit(() -> armIfNear(timer));
    TimerTable.put(outbox.client(), timer);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> cancel(Outbox outbox, String id) {
    outbox.afterCommit(() -> disarm(id));
    TimerTable.remove(outbox.client(), id);
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> serve(String owner, Function<Timer, Future<Completion>> handler) {
    handlers.put(owner, handler);
    return sweep(owner)
        .onSuccess(swept -> vertx.setPeriodic(SWEEP.toMillis(), tick -> sweep(owner)));
  }

  /** How many timers should have fired and have not. */
  private Future<Void> sample() {
    Instant late = clock.instant().minus(LATE);
    Map<List<String>, Long> found = new ConcurrentHashMap<>();
    return Future.all(handlers.keySet().stream()
            .map(owner -> TimerTable.countDue(database.reader(), owner, late)
                .onSuccess(count -> found.put(List.of(owner), count)))
            .toList())
        .onSuccess(counted -> metrics.sample(Metric.TIMERS_OVERDUE, found))
        .mapEmpty();
  }

  private Future<Void> sweep(String owner) {
    return TimerTable.due(database.reader(), owner, clock.instant().plus(HORIZON), PAGE)
        .onSuccess(this::armAll)
        .onFailure(cause -> LOG.atWarn().setCause(cause).log("could not look for due timers"))
        .mapEmpty();
  }

  private void armAll(List<Timer> timers) {
    timers.forEach(timer -> {
      if (!armed.containsKey(timer.id())) {
        armIfNear(timer);
      }
    });
  }

  private void armIfNear(Timer timer) {
    disarm(timer.id());
    boolean near = timer.dueAt().isBefore(clock.instant().plus(HORIZON));
    if (near && handlers.containsKey(timer.owner())) {
      arm(timer, Duration.between(clock.instant(), timer.dueAt()));
    }
  }

  private void arm(Timer timer, Duration delay) {
    long millis = Math.max(1, delay.toMillis());
    armed.put(timer.id(), vertx.setTimer(millis, due -> fire(timer)));
  }

  private void disarm(String id) {
    Long former = armed.remove(id);
    if (former != null) {
      vertx.cancelTimer(former);
    }
  }

  /** Only one node handles it at a time; the others forget it and see it again in a sweep. */
  private void fire(Timer timer) {
    Function<Timer, Future<Completion>> handler = handlers.get(timer.owner());
    if (handler == null) {
      return;
    }
    database
        .transaction(client -> TimerTable.take(client, database.dialect(), timer, LEASE))
        .onSuccess(lease -> lease.ifPresentOrElse(
            held -> handle(timer, held, handler), () -> armed.remove(timer.id())))
        .onFailure(cause -> retry(timer, cause));
  }

  private void handle(Timer timer, long lease, Function<Timer, Future<Completion>> handler) {
    held.incrementAndGet();
    Future.succeededFuture(timer)
        .compose(handler)
        .timeout(LONGEST.toSeconds(), TimeUnit.SECONDS)
        .compose(completion -> complete(timer, lease, completion))
        .onComplete(done -> held.decrementAndGet())
        .onSuccess(done -> armed.remove(timer.id()))
        .onFailure(cause -> database
            .transaction(client -> TimerTable.release(client, timer.id(), lease))
            .onComplete(released -> retry(timer, cause)));
  }

  private Future<Void> complete(Timer timer, long lease, Completion completion) {
    return mesh.transaction(outbox -> TimerTable.complete(outbox.client(), timer.id(), lease)
        .compose(mine -> mine ? completion.apply(outbox) : lost(outbox)));
  }

  private Future<Void> lost(Outbox outbox) {
    outbox.afterCommit(() -> metrics.count(Metric.LEASES_LOST, "timer"));
    return Future.succeededFuture();
  }

  private void retry(Timer timer, Throwable cause) {
    LOG.atWarn()
        .addKeyValue("timer", timer.id())
        .addKeyValue("error", String.valueOf(cause.getMessage()))
        .log("a timer could not be handled, will be tried again");
    arm(timer, RETRY);
  }
}
