package io.evenkeel.playground.promql;

import static io.evenkeel.playground.promql.Value.Type.INSTANT_VECTOR;
import static io.evenkeel.playground.promql.Value.Type.RANGE_VECTOR;
import static io.evenkeel.playground.promql.Value.Type.SCALAR;

import io.evenkeel.playground.promql.Value.InstantVector;
import io.evenkeel.playground.promql.Value.RangeVector;
import io.evenkeel.playground.promql.Value.Scalar;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The functions this evaluator knows, by name. */
final class Functions {

  private static final Map<String, Function> BY_NAME = new HashMap<>();

  static {
    rates();
    overTime();
    math();
    vectors();
  }

  private Functions() {}

  static Optional<Function> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static void rates() {
    range("rate", (series, window) -> Rates.perSecond(series, window.start(), window.end(), true));
    range("increase", (series, window) -> Rates.change(series, window.start(), window.end(), true));
    range("delta", (series, window) -> Rates.change(series, window.start(), window.end(), false));
    range("irate", (series, window) -> Rates.lastStep(series, true));
    range("idelta", (series, window) -> Rates.lastStep(series, false));
    each("resets", Rates::resets);
    each("changes", Rates::changes);
  }

  private static void overTime() {
    each("avg_over_time", series -> Statistics.mean(series.values()));
    each("sum_over_time", series -> Statistics.sum(series.values()));
    each("min_over_time", series -> Statistics.min(series.values()));
    each("max_over_time", series -> Statistics.max(series.values()));
    each("count_over_time", Series::size);
    each("present_over_time", series -> 1);
    define(
        "last_over_time",
        INSTANT_VECTOR,
        List.of(RANGE_VECTOR),
        (at, given) -> newest(at.range(given.get(0))));
    each("stddev_over_time", series -> Math.sqrt(Statistics.variance(series.values())));
    define("quantile_over_time", INSTANT_VECTOR, List.of(SCALAR, RANGE_VECTOR), (at, given) -> {
      double phi = at.scalar(given.get(0));
      return reduce(
          at.range(given.get(1)),
          series -> OptionalDouble.of(Statistics.quantile(phi, series.values())));
    });
  }

  private static void math() {
    map("abs", Math::abs);
    map("ceil", Math::ceil);
    map("floor", Math::floor);
    map("sqrt", Math::sqrt);
    map("exp", Math::exp);
    map("ln", Math::log);
    map("log2", value -> Math.log(value) / Math.log(2));
    map("log10", Math::log10);
    map("sgn", Math::signum);
    bound("clamp_min", (value, bound) -> Math.max(value, bound));
    bound("clamp_max", (value, bound) -> Math.min(value, bound));
    define("clamp", INSTANT_VECTOR, List.of(INSTANT_VECTOR, SCALAR, SCALAR), (at, given) -> {
      double low = at.scalar(given.get(1));
      double high = at.scalar(given.get(2));
      InstantVector vector = low > high ? new InstantVector(List.of()) : at.vector(given.get(0));
      return mapped(vector, value -> Math.max(low, Math.min(high, value)));
    });
    optional("round", List.of(INSTANT_VECTOR, SCALAR), (at, given) -> {
      double nearest = given.size() > 1 ? at.scalar(given.get(1)) : 1;
      return mapped(at.vector(given.get(0)), value -> Math.floor(value / nearest + 0.5) * nearest);
    });
  }

  private static void vectors() {
    define(
        "vector",
        INSTANT_VECTOR,
        List.of(SCALAR),
        (at, given) ->
            new InstantVector(List.of(new Sample(Labels.NONE, at.scalar(given.get(0))))));
    define("scalar", SCALAR, List.of(INSTANT_VECTOR), (at, given) -> {
      List<Sample> samples = at.vector(given.get(0)).samples();
      return new Scalar(samples.size() == 1 ? samples.get(0).value() : Double.NaN);
    });
    define("time", SCALAR, List.of(), (at, given) -> new Scalar(at.time() / 1000.0));
    define(
        "absent",
        INSTANT_VECTOR,
        List.of(INSTANT_VECTOR),
        (at, given) -> Absence.of(given.get(0), at.vector(given.get(0))));
    define(
        "histogram_quantile",
        INSTANT_VECTOR,
        List.of(SCALAR, INSTANT_VECTOR),
        (at, given) -> new InstantVector(HistogramQuantile.of(
            at.scalar(given.get(0)), at.vector(given.get(1)).samples())));
    sort("sort", Comparator.comparingDouble(Sample::value));
    sort("sort_desc", Comparator.comparingDouble(Sample::value).reversed());
  }

  // How each family of functions is defined.

  @FunctionalInterface
  private interface OfWindow {
    OptionalDouble apply(Series series, RangeVector window);
  }

  @FunctionalInterface
  private interface WithBound {
    double apply(double value, double bound);
  }

  private static void range(String name, OfWindow body) {
    define(name, INSTANT_VECTOR, List.of(RANGE_VECTOR), (at, given) -> {
      RangeVector window = at.range(given.get(0));
      return reduce(window, series -> body.apply(series, window));
    });
  }

  private static void each(String name, ToDoubleFunction<Series> body) {
    range(name, (series, window) -> OptionalDouble.of(body.applyAsDouble(series)));
  }

  private static void map(String name, DoubleUnaryOperator body) {
    define(
        name,
        INSTANT_VECTOR,
        List.of(INSTANT_VECTOR),
        (at, given) -> mapped(at.vector(given.get(0)), body));
  }

  private static void bound(String name, WithBound body) {
    define(name, INSTANT_VECTOR, List.of(INSTANT_VECTOR, SCALAR), (at, given) -> {
      double bound = at.scalar(given.get(1));
      return mapped(at.vector(given.get(0)), value -> body.apply(value, bound));
    });
  }

  private static void sort(String name, Comparator<Sample> order) {
    define(
        name,
        INSTANT_VECTOR,
        List.of(INSTANT_VECTOR),
        (at, given) -> new InstantVector(
            at.vector(given.get(0)).samples().stream().sorted(order).toList()));
  }

  private static void define(
      String name, Value.Type result, List<Value.Type> parameters, Function.Body body) {
    BY_NAME.put(name, new Function(name, result, parameters, 0, body));
  }

  private static void optional(String name, List<Value.Type> parameters, Function.Body body) {
    BY_NAME.put(name, new Function(name, INSTANT_VECTOR, parameters, 1, body));
  }

  private static InstantVector mapped(InstantVector vector, DoubleUnaryOperator body) {
    return new InstantVector(vector.samples().stream()
        .map(
            sample -> new Sample(sample.labels().withoutName(), body.applyAsDouble(sample.value())))
        .toList());
  }

  private static InstantVector reduce(
      RangeVector window, java.util.function.Function<Series, OptionalDouble> body) {
    return new InstantVector(window.series().stream()
        .flatMap(series -> sample(series, body.apply(series)))
        .toList());
  }

  /** The one function over a window that keeps the metric's name. */
  private static InstantVector newest(RangeVector window) {
    return new InstantVector(window.series().stream()
        .map(series -> new Sample(series.labels(), series.last()))
        .toList());
  }

  private static Stream<Sample> sample(Series series, OptionalDouble value) {
    return value.stream().mapToObj(number -> new Sample(series.labels().withoutName(), number));
  }
}
