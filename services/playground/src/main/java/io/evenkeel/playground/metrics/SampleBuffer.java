package io.evenkeel.playground.metrics;

import io.evenkeel.playground.promql.Labels;
import io.evenkeel.playground.promql.Series;
import java.util.Arrays;

/** The samples of one series: two growing arrays of which the older part may be dropped. */
final class SampleBuffer {

  private static final int CAPACITY_FIRST = 64;

  private long[] times = new long[CAPACITY_FIRST];
  private double[] values = new double[CAPACITY_FIRST];
  private int start;
  private int end;

  /** Appends a sample; one that is not newer than the last is dropped. */
  void append(long time, double value) {
    if (end > start && time <= times[end - 1]) {
      return;
    }
    if (end == times.length) {
      makeRoom();
    }
    times[end] = time;
    values[end++] = value;
  }

  void dropBefore(long time) {
    start = firstAfter(time - 1);
  }

  boolean isEmpty() {
    return start == end;
  }

  /** The samples after {@code from} up to and including {@code to}. */
  Series window(Labels labels, long from, long to) {
    int first = firstAfter(from);
    int last = Math.max(first, firstAfter(to));
    return new Series(
        labels, Arrays.copyOfRange(times, first, last), Arrays.copyOfRange(values, first, last));
  }

  private int firstAfter(long time) {
    int found = Arrays.binarySearch(times, start, end, time);
    return found >= 0 ? found + 1 : -found - 1;
  }

  private void makeRoom() {
    int size = end - start;
    int capacity = size > times.length / 2 ? times.length * 2 : times.length;
    times = Arrays.copyOf(Arrays.copyOfRange(times, start, end), capacity);
    values = Arrays.copyOf(Arrays.copyOfRange(values, start, end), capacity);
    start = 0;
    end = size;
  }
}
