package io.evenkeel.playground.load;

import java.util.function.DoubleSupplier;

/**
 * How long a simulated user waits after a task.
 *
 * @param kind as in {@code wait_time = between(5, 15)}
 * @param low seconds; for {@link Kind#THROUGHPUT}, tasks per second
 * @param high seconds; the same as {@code low} except for {@link Kind#BETWEEN}
 */
record WaitTime(Kind kind, double low, double high) {

  enum Kind {
    BETWEEN,
    CONSTANT,
    /** So that a task starts every so many seconds, however long it took. */
    PACING,
    /** So that so many tasks start per second. */
    THROUGHPUT
  }

  /** No wait at all: what Locust does without a {@code wait_time}. */
  static final WaitTime NONE = new WaitTime(Kind.CONSTANT, 0, 0);

  /**
   * The wait in milliseconds.
   *
   * @param spent how long the task took, in milliseconds
   * @param random yields numbers from 0 to 1
   */
  long next(long spent, DoubleSupplier random) {
    double seconds =
        switch (kind) {
          case BETWEEN -> low + (high - low) * random.getAsDouble();
          case CONSTANT -> low;
          case PACING -> low - spent / 1000.0;
          case THROUGHPUT -> 1 / low - spent / 1000.0;
        };
    return Math.max(0, Math.round(seconds * 1000));
  }
}
