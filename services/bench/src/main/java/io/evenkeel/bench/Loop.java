package io.evenkeel.bench;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** The event loop all load comes from: what runs on it needs no other order. */
final class Loop {

  private final Vertx vertx;
  private final Context context;

  Loop(Vertx vertx) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
  }

  Vertx vertx() {
    return vertx;
  }

  /** Runs {@code work} on the loop and waits for it here. */
  <T> T await(Duration limit, Supplier<Future<T>> work) {
    Future<T> result = Future.future(promise -> context.runOnContext(
        now -> Future.succeededFuture().compose(turn -> work.get()).onComplete(promise)));
    try {
      return result.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      throw new IllegalStateException("not done within " + limit.toSeconds() + " s", late);
    }
  }

  /** Completes after {@code time}, on the loop. */
  Future<Void> pause(Duration time) {
    return vertx.timer(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS).mapEmpty();
  }

  /** Calls {@code tick} every millisecond until {@code time} is over. */
  Future<Void> ticking(Duration time, Runnable tick) {
    long timer = vertx.setPeriodic(1, id -> tick.run());
    return pause(time).onComplete(over -> vertx.cancelTimer(timer));
  }
}
