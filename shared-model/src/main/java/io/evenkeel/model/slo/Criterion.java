package io.evenkeel.model.slo;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * One line of an SLO's {@code criteria}, such as {@code <600} or {@code <=+10%}.
 *
 * <p>A criterion compares a measured indicator with a target that is fixed ({@code <600}) or
 * relative to the aggregate of earlier evaluations ({@code <=+10%}: at most ten percent above it).
 * Numbers are in the unit of the indicator, percentages of the aggregate.
 *
 * <p>Source: evaluation.md §8.1.
 *
 * @param text as written; reported with the result
 * @param relative whether the target is computed from earlier evaluations
 * @param percentage whether {@code value} is a percentage of the aggregate
 * @param increase whether {@code value} is added to the aggregate rather than taken off
 */
public record Criterion(
    String text,
    Operator operator,
    boolean relative,
    boolean percentage,
    boolean increase,
    double value) {

  /** Message for a text that does not start like a criterion. */
  static final String NOT_A_CRITERION = "invalid criteria string";

  /** Message for a criterion without a usable number. */
  static final String NOT_A_NUMBER = "could not parse criteria target value";

  /**
   * Reads a criterion; blanks are ignored. A bare percentage is an increase: {@code <=10%} is
   * {@code <=+10%}.
   *
   * @throws IllegalArgumentException if {@code text} is no criterion or its number is not finite;
   *     the message is one of the original's two
   */
  public static Criterion parse(String text) {
    String rest = text.replace(" ", "");
    if (rest.isEmpty() || "<=>|".indexOf(rest.charAt(0)) < 0) {
      throw new IllegalArgumentException(NOT_A_CRITERION);
    }
    Operator operator = operatorOf(rest);
    rest = rest.substring(operator.symbol().length());
    boolean percentage = rest.endsWith("%");
    rest = percentage ? rest.substring(0, rest.length() - 1) : rest;
    boolean decrease = rest.startsWith("-");
    boolean increase = rest.startsWith("+");
    double value = GoNumber.parse(decrease || increase ? rest.substring(1) : rest)
        .orElseThrow(() -> new IllegalArgumentException(NOT_A_NUMBER));
    boolean relative = percentage || decrease || increase;
    return new Criterion(text, operator, relative, percentage, relative && !decrease, value);
  }

  private static Operator operatorOf(String text) {
    return Arrays.stream(Operator.values())
        .filter(operator -> text.startsWith(operator.symbol()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(NOT_A_NUMBER));
  }

  /**
   * Returns whether {@code measured} meets this criterion.
   *
   * @param baseline aggregate of the earlier values; empty if there are none, where a relative
   *     criterion is met by definition
   */
  public boolean isMetBy(double measured, OptionalDouble baseline) {
    return (relative && baseline.isEmpty()) || operator.holds(measured, target(baseline));
  }

  /** Returns the number compared with; {@code 0} for a relative criterion without a baseline. */
  public double target(OptionalDouble baseline) {
    if (!relative) {
      return value;
    }
    return baseline.isEmpty() ? 0 : adjusted(baseline.getAsDouble());
  }

  // In this order of operations, so that results agree with the original to the last digit.
  private double adjusted(double baseline) {
    double change = increase ? value : -value;
    return percentage ? baseline * (100.0 + change) / 100.0 : baseline + change;
  }
}
