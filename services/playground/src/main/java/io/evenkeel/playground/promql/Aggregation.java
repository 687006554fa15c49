package io.evenkeel.playground.promql;

import io.evenkeel.playground.promql.Value.InstantVector;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code operator by (labels) (parameter, vector)}.
 *
 * @param parameter the number before the vector, for the operators that take one
 */
record Aggregation(
    Operator operator, Grouping grouping, @Nullable Expression parameter, Expression vector)
    implements Expression {

  enum Operator {
    SUM,
    AVG,
    MIN,
    MAX,
    COUNT,
    GROUP,
    STDDEV,
    STDVAR,
    QUANTILE,
    TOPK,
    BOTTOMK;

    static Optional<Operator> of(String name) {
      return Stream.of(values())
          .filter(operator -> operator.name().toLowerCase(Locale.ROOT).equals(name))
          .findFirst();
    }

    boolean takesParameter() {
      return this == QUANTILE || this == TOPK || this == BOTTOMK;
    }
  }

  @Override
  public Value.Type type() {
    return Value.Type.INSTANT_VECTOR;
  }

  @Override
  public Value evaluate(Moment moment) {
    double argument = parameter == null ? Double.NaN : moment.scalar(parameter);
    Map<Labels, List<Sample>> groups = new LinkedHashMap<>();
    for (Sample sample : moment.vector(vector).samples()) {
      groups
          .computeIfAbsent(grouping.of(sample.labels()), group -> new java.util.ArrayList<>())
          .add(sample);
    }
    return new InstantVector(groups.entrySet().stream()
        .flatMap(group -> aggregate(group.getKey(), group.getValue(), argument))
        .toList());
  }

  private Stream<Sample> aggregate(Labels group, List<Sample> samples, double argument) {
    return switch (operator) {
      case TOPK -> ranked(samples, argument, byValue().reversed());
      case BOTTOMK -> ranked(samples, argument, byValue());
      default -> Stream.of(new Sample(group, reduce(values(samples), argument)));
    };
  }

  private double reduce(double[] values, double argument) {
    return switch (operator) {
      case SUM -> Statistics.sum(values);
      case AVG -> Statistics.mean(values);
      case MIN -> Statistics.min(values);
      case MAX -> Statistics.max(values);
      case COUNT -> values.length;
      case STDDEV -> Math.sqrt(Statistics.variance(values));
      case STDVAR -> Statistics.variance(values);
      case QUANTILE -> Statistics.quantile(argument, values);
      default -> 1;
    };
  }

  private static Stream<Sample> ranked(
      List<Sample> samples, double count, Comparator<Sample> order) {
    return samples.stream().sorted(order).limit((long) Math.max(0, count));
  }

  private static Comparator<Sample> byValue() {
    return Comparator.comparingDouble(Sample::value);
  }

  private static double[] values(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::value).toArray();
  }
}
