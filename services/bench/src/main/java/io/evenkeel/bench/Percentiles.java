package io.evenkeel.bench;

import java.util.ArrayList;
import java.util.List;

/** Figures of {@link Latencies}, with what was promised for some of them. */
record Percentiles(double p50, double p95, double p99) {

  /** Nothing promised. */
  static final Percentiles NONE = new Percentiles(Double.NaN, Double.NaN, Double.NaN);

  List<Figure> of(Latencies latencies) {
    List<Figure> figures = new ArrayList<>();
    figures.add(figure("p50", latencies.percentile(0.50), p50));
    figures.add(figure("p95", latencies.percentile(0.95), p95));
    figures.add(figure("p99", latencies.percentile(0.99), p99));
    figures.add(figure("max", latencies.percentile(1), Double.NaN));
    figures.add(Figure.of("samples", latencies.size(), ""));
    return figures;
  }

  private static Figure figure(String name, double value, double bound) {
    return Double.isNaN(bound)
        ? Figure.of(name, value, "ms")
        : Figure.atMost(name, value, "ms", bound);
  }
}
