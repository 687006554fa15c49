package io.evenkeel.playground.promql;

import java.util.Arrays;

/** One series and its samples in time order. Immutable. */
public final class Series {

  /** The value that ends a series: written when its target is gone or no longer reports it. */
  public static final double STALE = Double.longBitsToDouble(0x7ff8_0000_0000_0002L);

  private final Labels labels;
  private final long[] times;
  private final double[] values;

  /**
   * Takes over both arrays; the caller must not change them afterwards.
   *
   * @param times milliseconds since the epoch, ascending, as many as {@code values}
   */
  public Series(Labels labels, long[] times, double[] values) {
    this.labels = labels;
    this.times = times;
    this.values = values;
  }

  /** Whether {@code value} is {@link #STALE} (an ordinary NaN is not). */
  public static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(STALE);
  }

  public Labels labels() {
    return labels;
  }

  public int size() {
    return times.length;
  }

  /** When sample {@code index} was taken, in milliseconds since the epoch. */
  public long time(int index) {
    return times[index];
  }

  public double value(int index) {
    return values[index];
  }

  double last() {
    return values[values.length - 1];
  }

  double[] values() {
    return values.clone();
  }

  Series withoutStale() {
    int kept = 0;
    long[] keptTimes = new long[times.length];
    double[] keptValues = new double[times.length];
    for (int at = 0; at < times.length; at++) {
      if (!isStale(values[at])) {
        keptTimes[kept] = times[at];
        keptValues[kept++] = values[at];
      }
    }
    return kept == times.length
        ? this
        : new Series(labels, Arrays.copyOf(keptTimes, kept), Arrays.copyOf(keptValues, kept));
  }
}
