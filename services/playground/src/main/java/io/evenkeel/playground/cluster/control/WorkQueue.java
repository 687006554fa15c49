package io.evenkeel.playground.cluster.control;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work to do soon, on one context: work that is queued under the same key is done once. Each piece
 * runs on its own, so that requests are served in between.
 */
public final class WorkQueue {

  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

  private final Vertx vertx;
  private final Context context;
  private final Map<String, Runnable> pending = new LinkedHashMap<>();
  private final Map<String, Long> timers = new HashMap<>();
  private boolean running;
  private boolean closed;

  /** A queue on the current context. */
  public WorkQueue(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  /** Does {@code work} soon, unless work under {@code key} is waiting already. */
  public void add(String key, Runnable work) {
    pending.putIfAbsent(key, work);
    if (!running && !closed) {
      running = true;
      context.runOnContext(turn -> next());
    }
  }

  /** Does {@code work} after {@code delay}; a later call with the same key takes its place. */
  public void addAfter(Duration delay, String key, Runnable work) {
    Long earlier = timers.remove(key);
    if (earlier != null) {
      vertx.cancelTimer(earlier);
    }
    if (!closed) {
      timers.put(key, vertx.setTimer(Math.max(1, delay.toMillis()), id -> {
        timers.remove(key);
        add(key, work);
      }));
    }
  }

  /** Forgets everything that waits. */
  public void close() {
    closed = true;
    pending.clear();
    timers.values().forEach(vertx::cancelTimer);
    timers.clear();
  }

  private void next() {
    Iterator<Runnable> first = pending.values().iterator();
    if (closed || !first.hasNext()) {
      running = false;
      return;
    }
    Runnable work = first.next();
    first.remove();
    carryOut(work);
    context.runOnContext(turn -> next());
  }

  private static void carryOut(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      LOG.atError().setCause(failure).log("a controller of the playground failed");
    }
  }
}
