package io.evenkeel.playground.promql;

import io.evenkeel.playground.promql.Expression.Moment;
import io.evenkeel.playground.promql.Value.InstantVector;
import io.evenkeel.playground.promql.Value.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of PromQL that the playground's metrics backend understands.
 *
 * <p>Selectors with all four matchers, ranges and offsets; arithmetic, comparison and set operators
 * with {@code on}/{@code ignoring}; aggregations; the functions of {@link Functions}. Not
 * understood, and refused by name: subqueries, {@code @}, {@code group_left}/{@code group_right},
 * native histograms. Source: Prometheus 3, "Querying basics", "Operators", "Functions".
 */
public final class PromQl {

  private PromQl() {}

  /**
   * Reads a query.
   *
   * @throws PromQlException if it is none; the message starts with line and column
   */
  public static Expression parse(String query) {
    return Parser.parse(query);
  }

  /** Reads a plain series selector, as the {@code match[]} parameter has it. */
  public static List<LabelMatcher> parseSelector(String text) {
    if (parse(text) instanceof Selector selector && selector.range().isEmpty()) {
      return selector.matchers();
    }
    throw PromQlException.parse(new Position(1, 1), "expected a series selector");
  }

  /** Evaluates at {@code time}, in milliseconds since the epoch. */
  public static Value instant(Expression query, SampleSource source, long time) {
    return query.evaluate(new Moment(source, time));
  }

  /**
   * Evaluates from {@code start} to {@code end} every {@code step}, all in milliseconds.
   *
   * @return one series for each label set that had a value at least once
   * @throws PromQlException if the query yields neither a scalar nor an instant vector
   */
  public static List<Series> range(
      Expression query, SampleSource source, long start, long end, long step) {
    if (query.type() != Value.Type.SCALAR && query.type() != Value.Type.INSTANT_VECTOR) {
      throw PromQlException.parse(
          new Position(1, 1),
          "invalid expression type \"" + query.type()
              + "\" for range query, must be scalar or instant vector");
    }
    Map<Labels, List<Point>> collected = new LinkedHashMap<>();
    for (long time = start; time <= end; time += step) {
      for (Sample sample : samples(instant(query, source, time))) {
        collected
            .computeIfAbsent(sample.labels(), labels -> new ArrayList<>())
            .add(new Point(time, sample.value()));
      }
    }
    return collected.entrySet().stream()
        .map(entry -> series(entry.getKey(), entry.getValue()))
        .toList();
  }

  private record Point(long time, double value) {}

  private static List<Sample> samples(Value value) {
    if (value instanceof Scalar scalar) {
      return List.of(new Sample(Labels.NONE, scalar.value()));
    }
    return ((InstantVector) value).samples();
  }

  private static Series series(Labels labels, List<Point> points) {
    return new Series(
        labels,
        points.stream().mapToLong(Point::time).toArray(),
        points.stream().mapToDouble(Point::value).toArray());
  }
}
