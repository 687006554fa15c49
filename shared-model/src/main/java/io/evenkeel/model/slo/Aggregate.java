package io.evenkeel.model.slo;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the values of earlier evaluations become the one a relative criterion compares with.
 *
 * <p>Source: evaluation.md §9.3.
 */
public enum Aggregate {
  AVG("avg", 0),
  P50("p50", 0.5),
  P90("p90", 0.9),
  P95("p95", 0.95);

  private final String name;
  private final double quantile;

  Aggregate(String name, double quantile) {
    this.name = name;
    this.quantile = quantile;
  }

  /** Returns the function called {@code name}, which is case-sensitive. */
  static Optional<Aggregate> of(String name) {
    return Arrays.stream(values())
        .filter(function -> function.name.equals(name))
        .findFirst();
  }

  /** Returns the aggregate of {@code values}; empty without any. */
  OptionalDouble of(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(this == AVG ? average(values) : percentile(values));
  }

  // Summed in the given order, so that results agree with the original to the last digit.
  private static double average(List<Double> values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.size();
  }

  private double percentile(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double position = quantile * (sorted.length + 1);
    if (position < 1) {
      return sorted[0];
    }
    if (position >= sorted.length) {
      return sorted[sorted.length - 1];
    }
    int below = (int) Math.floor(position);
    double lower = sorted[below - 1];
    return lower + (position - below) * (sorted[below] - lower);
  }
}
