package io.evenkeel.playground.demo;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * The pod's limited capacity: so many requests are worked on at a time, the others wait their turn.
 * That is why a busy pod answers later, and why a second pod helps. Confined to one context.
 */
final class Workers {

  /** Requests one pod works on at the same time. */
  static final int CONCURRENCY = 2;

  /** Requests that may wait; more are refused. */
  static final int WAITING_MAX = 200;

  private final Vertx vertx;
  private final Duration serviceTime;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int busy;

  Workers(Vertx vertx, Duration serviceTime) {
    this.vertx = vertx;
    this.serviceTime = serviceTime;
  }

  /** Runs {@code done} once a worker has spent the service time; false if too many wait. */
  boolean submit(Runnable done) {
    if (busy < CONCURRENCY) {
      work(done);
      return true;
    }
    return waiting.size() < WAITING_MAX && waiting.add(done);
  }

  private void work(Runnable done) {
    busy++;
    vertx.setTimer(serviceTime.toMillis(), timer -> {
      busy--;
      Runnable next = waiting.poll();
      if (next != null) {
        work(next);
      }
      done.run();
    });
  }
}
