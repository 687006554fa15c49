package io.evenkeel.playground.promql;

import java.util.OptionalDouble;

/**
 * What a counter or gauge did within a window.
 *
 * <p>Source: Prometheus 3, {@code promql/functions.go}, {@code extrapolatedRate} and
 * {@code instantValue}; described in "Query functions", {@code rate()}.
 */
final class Rates {

  private Rates() {}

  /**
   * The change over the whole window, extrapolated from the first and last sample to its ends:
   * fully where a sample is due there (within 1.1 average distances), by half a distance otherwise.
   *
   * @param counter whether a decrease is a restart from zero; then the extrapolation also stops
   *     where the counter would have been zero
   * @return empty with fewer than two samples
   */
  static OptionalDouble change(Series series, long start, long end, boolean counter) {
    int last = series.size() - 1;
    if (last < 1) {
      return OptionalDouble.empty();
    }
    double result = series.value(last) - series.value(0) + (counter ? lost(series) : 0);
    double sampled = (series.time(last) - series.time(0)) / 1000.0;
    double distance = sampled / last;
    double before = gap((series.time(0) - start) / 1000.0, distance);
    double after = gap((end - series.time(last)) / 1000.0, distance);
    if (counter && result > 0 && series.value(0) >= 0) {
      before = Math.min(before, sampled * (series.value(0) / result));
    }
    return OptionalDouble.of(result * (sampled + before + after) / sampled);
  }

  /** {@link #change} per second. */
  static OptionalDouble perSecond(Series series, long start, long end, boolean counter) {
    OptionalDouble change = change(series, start, end, counter);
    return change.isEmpty()
        ? change
        : OptionalDouble.of(change.getAsDouble() / ((end - start) / 1000.0));
  }

  /** The step between the last two samples, per second if {@code perSecond}. */
  static OptionalDouble lastStep(Series series, boolean perSecond) {
    int last = series.size() - 1;
    if (last < 1) {
      return OptionalDouble.empty();
    }
    double newer = series.value(last);
    double older = series.value(last - 1);
    double step = perSecond && newer < older ? newer : newer - older;
    double seconds = (series.time(last) - series.time(last - 1)) / 1000.0;
    return OptionalDouble.of(perSecond ? step / seconds : step);
  }

  /** How often the values went down. */
  static int resets(Series series) {
    int resets = 0;
    for (int at = 1; at < series.size(); at++) {
      resets += series.value(at) < series.value(at - 1) ? 1 : 0;
    }
    return resets;
  }

  /** How often the value became another one. */
  static int changes(Series series) {
    int changes = 0;
    for (int at = 1; at < series.size(); at++) {
      changes += Double.compare(series.value(at), series.value(at - 1)) != 0 ? 1 : 0;
    }
    return changes;
  }

  private static double gap(double seconds, double distance) {
    return seconds >= distance * 1.1 ? distance / 2 : seconds;
  }

  private static double lost(Series series) {
    double lost = 0;
    for (int at = 1; at < series.size(); at++) {
      lost += series.value(at) < series.value(at - 1) ? series.value(at - 1) : 0;
    }
    return lost;
  }
}
