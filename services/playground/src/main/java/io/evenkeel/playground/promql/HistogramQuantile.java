package io.evenkeel.playground.promql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code histogram_quantile} over classic buckets ({@code le} labels).
 *
 * <p>Source: Prometheus, "Query functions", {@code histogram_quantile()}: linear interpolation
 * within the bucket that holds the quantile; the lowest bucket starts at zero; a quantile in the
 * {@code +Inf} bucket is the highest finite bound; without a {@code +Inf} bucket it is NaN.
 */
final class HistogramQuantile {

  private static final List<String> NOT_GROUPED = List.of("le");

  private HistogramQuantile() {}

  /** One sample per histogram among {@code buckets}; samples without a readable {@code le} drop. */
  static List<Sample> of(double phi, List<Sample> buckets) {
    Map<Labels, SortedMap<Double, Double>> histograms = new LinkedHashMap<>();
    for (Sample bucket : buckets) {
      double bound = bound(bucket.labels().get("le"));
      if (!Double.isNaN(bound)) {
        histograms
            .computeIfAbsent(
                bucket.labels().withoutName().without(NOT_GROUPED), group -> new TreeMap<>())
            .merge(bound, bucket.value(), Double::sum);
      }
    }
    List<Sample> quantiles = new ArrayList<>();
    histograms.forEach(
        (labels, counts) -> quantiles.add(new Sample(labels, quantile(phi, counts))));
    return quantiles;
  }

  /** The φ-quantile of a histogram given as cumulative counts by upper bound. */
  static double quantile(double phi, SortedMap<Double, Double> cumulative) {
    if (Double.isNaN(phi) || cumulative.size() < 2 || !Double.isInfinite(cumulative.lastKey())) {
      return Double.NaN;
    }
    if (phi < 0 || phi > 1) {
      return phi < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double[] bounds = cumulative.keySet().stream().mapToDouble(bound -> bound).toArray();
    double[] counts = monotonic(cumulative);
    double total = counts[counts.length - 1];
    return total == 0 ? Double.NaN : interpolate(phi * total, bounds, counts);
  }

  private static double interpolate(double rank, double[] bounds, double[] counts) {
    int last = bounds.length - 1;
    int at = 0;
    while (at < last && counts[at] < rank) {
      at++;
    }
    if (at == last) {
      return bounds[last - 1];
    }
    if (at == 0 && bounds[0] <= 0) {
      return bounds[0];
    }
    double start = at == 0 ? 0 : bounds[at - 1];
    double below = at == 0 ? 0 : counts[at - 1];
    return start + (bounds[at] - start) * ((rank - below) / (counts[at] - below));
  }

  /**
   * Scrapes of several targets are not simultaneous: a bucket never holds less than a lower one.
   */
  private static double[] monotonic(SortedMap<Double, Double> cumulative) {
    double[] counts = cumulative.values().stream().mapToDouble(count -> count).toArray();
    for (int at = 1; at < counts.length; at++) {
      counts[at] = Math.max(counts[at], counts[at - 1]);
    }
    return counts;
  }

  private static double bound(String text) {
    try {
      return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    } catch (NumberFormatException notABucket) {
      return Double.NaN;
    }
  }
}
