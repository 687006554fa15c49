package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Work that blocks, off the event loops: on files, or on much memory. */
public final class Blocking {

  private static final int THREADS = 4;

  /** Vert.x complains of work that takes longer than this. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private Blocking() {}

  /** Does {@code work} on a thread that may wait, beside whatever else happens. */
  public static <T> Future<T> run(Vertx vertx, Callable<T> work) {
    return vertx
        .createSharedWorkerExecutor(
            "evenkeel-blocking", THREADS, LONGEST.toMinutes(), TimeUnit.MINUTES)
        .executeBlocking(work, false);
  }
}
