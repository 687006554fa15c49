package io.evenkeel.model.slo;

import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Which earlier evaluations a new one is compared with, and how.
 *
 * <p>Source: evaluation.md §7.2 and §9.
 *
 * @param compareWith {@code single_result} or {@code several_results}
 * @param includeResult {@code pass}, {@code pass_or_warn}; anything else means all
 * @param number how many, for {@code several_results}
 * @param aggregateFunction {@code avg}, {@code p50}, {@code p90} or {@code p95}
 */
public record Comparison(
    String compareWith, String includeResult, int number, String aggregateFunction) {

  /** What a file without a {@code comparison} means. */
  public static final Comparison DEFAULT = new Comparison("single_result", "all", 1, "avg");

  private static final int UNSPECIFIED_NUMBER = 3;
  private static final int MOST_EVENTS = 100;

  /** Fills in what a present {@code comparison} leaves out. */
  public Comparison {
    includeResult = includeResult.isEmpty() ? "all" : includeResult;
    number = number == 0 ? UNSPECIFIED_NUMBER : number;
    aggregateFunction = aggregateFunction.isEmpty() ? "avg" : aggregateFunction;
  }

  /** Returns how many earlier evaluations count. */
  public int limit() {
    return switch (compareWith) {
      case "single_result" -> 1;
      case "several_results" -> number;
      default -> UNSPECIFIED_NUMBER;
    };
  }

  /** Returns the values of {@code data.result} that count; empty for all. */
  public Set<String> results() {
    return switch (includeResult.toLowerCase(Locale.ROOT)) {
      case "pass" -> Set.of("pass");
      case "pass_or_warn" -> Set.of("pass", "warning");
      default -> Set.of();
    };
  }

  /** Returns whether the event store answers a query for {@link #limit} events. */
  public boolean isWithinLimits() {
    return limit() >= 1 && limit() <= MOST_EVENTS;
  }

  /**
   * Selects from {@code finished}, {@code evaluation.finished} events newest first, those that
   * count.
   */
  public List<EarlierEvaluation> select(List<KeptnEvent> finished) {
    return finished.stream()
        .filter(event -> results().isEmpty() || results().contains(event.result()))
        .filter(EarlierEvaluation::hasResults)
        .limit(limit())
        .map(EarlierEvaluation::of)
        .toList();
  }

  /** Returns whether the aggregate function is one there is. */
  boolean canAggregate() {
    return Aggregate.of(aggregateFunction).isPresent();
  }

  /**
   * Returns what {@code indicator} was in {@code earlier}; empty if no evaluation measured it. With
   * an unknown function the baseline is {@code 0}, as in the original.
   */
  OptionalDouble baseline(String indicator, List<EarlierEvaluation> earlier) {
    List<Double> values =
        earlier.stream().flatMap(evaluation -> evaluation.measured(indicator)).toList();
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    return Aggregate.of(aggregateFunction)
        .map(function -> function.of(values))
        .orElse(OptionalDouble.of(0));
  }
}
