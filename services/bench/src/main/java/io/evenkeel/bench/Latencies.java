package io.evenkeel.bench;

import java.util.Arrays;

/** Durations that were measured, in nanoseconds, and their percentiles. Every sample is kept. */
final class Latencies {

  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[1024];
  private int size;

  void add(long duration) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = duration;
  }

  /** Adds the time since {@code start}, a value of {@link System#nanoTime()}. */
  void addSince(long start) {
    add(System.nanoTime() - start);
  }

  /** Adds all of these to {@code others}. */
  void addTo(Latencies others) {
    for (int index = 0; index < size; index++) {
      others.add(nanos[index]);
    }
  }

  int size() {
    return size;
  }

  /** Forgets everything: the warm-up is over. */
  void clear() {
    size = 0;
  }

  /**
   * The smallest sample that at least {@code share} of all do not exceed, in milliseconds; NaN
   * without samples.
   *
   * @param share from 0 to 1
   */
  double percentile(double share) {
    if (size == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * size);
    return sorted[Math.max(0, rank - 1)] / NANOS_PER_MILLI;
  }
}
