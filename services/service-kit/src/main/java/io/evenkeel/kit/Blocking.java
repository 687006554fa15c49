package io.evenkeel.kit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Work that blocks, off the event loops: on files, or on much memory. */
public final class Blocking {

  private static final int THREADS = 4;

  /** Vert.x complains of work that takes longer than this. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private Blocking() {}

  /** Does {@code work} on a thread that may wait, beside whatever else happens. */
  public static <T> Future<T> run(Vertx vertx, Callable<T> work) {
    WorkerExecutor threads = vertx.createSharedWorkerExecutor(
        "evenkeel-blocking", THREADS, LONGEST.toMinutes(), TimeUnit.MINUTES);
    return threads.executeBlocking(work, false).eventually(threads::close);
  }

  /**
   * Waits for {@code future}, on a thread that may.
   *
   * @throws IOException or an unchecked exception, whichever it failed with
   */
  public static <T> T await(Future<T> future) throws IOException {
    try {
      return future.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      throw new IOException(cause == null ? failed : cause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
