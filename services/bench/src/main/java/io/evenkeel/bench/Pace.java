package io.evenkeel.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.LongFunction;

/**
 * Does something at a fixed rate, however long it takes: what is late is done all the same, and
 * knows when it was due.
 */
final class Pace {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double rate;
  private final LongFunction<Future<Void>> work;
  private long done;
  private int failures;

  /** {@code work} is given the moment it was due, of {@link System#nanoTime()}. */
  Pace(double rate, LongFunction<Future<Void>> work) {
    this.rate = rate;
    this.work = work;
  }

  Future<Void> keep(Loop loop, Duration time) {
    long start = System.nanoTime();
    done = 0;
    failures = 0;
    return loop.ticking(time, () -> catchUp(start));
  }

  int failures() {
    return failures;
  }

  private void catchUp(long start) {
    long wanted = (long) ((System.nanoTime() - start) / NANOS_PER_SECOND * rate);
    while (done < wanted) {
      long due = start + (long) (done / rate * NANOS_PER_SECOND);
      done++;
      work.apply(due).onFailure(cause -> failures++);
    }
  }
}
