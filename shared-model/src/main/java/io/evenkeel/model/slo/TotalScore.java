package io.evenkeel.model.slo;

import java.util.OptionalDouble;

/**
 * The {@code total_score} of a {@code slo.yaml} as written: percentages, each with or without one
 * {@code %}.
 *
 * <p>Source: evaluation.md §7.2 and §11.
 *
 * @param warning {@code ""} for no warning level
 */
public record TotalScore(String pass, String warning) {

  /** A file without {@code total_score}; evaluating it is an error. */
  public static final TotalScore NONE = new TotalScore("", "");

  /**
   * Reads both levels.
   *
   * @throws IllegalArgumentException if a level is missing or not a number; the message is the
   *     original's
   */
  Levels levels() {
    if (pass.isEmpty()) {
      throw new IllegalArgumentException("no target score defined");
    }
    double passLevel = number(pass, "could not parse pass target percentage");
    return warning.isEmpty()
        ? new Levels(passLevel, OptionalDouble.empty())
        : new Levels(
            passLevel,
            OptionalDouble.of(number(warning, "could not parse warning target percentage")));
  }

  private static double number(String percentage, String message) {
    String digits =
        percentage.endsWith("%") ? percentage.substring(0, percentage.length() - 1) : percentage;
    return GoNumber.parse(digits).orElseThrow(() -> new IllegalArgumentException(message));
  }

  /** The scores from which an evaluation passes, or at least does not fail. */
  record Levels(double pass, OptionalDouble warning) {

    /**
     * Decides on a score.
     *
     * @param keyFailure message about a key indicator that failed, or {@code ""}
     * @param leftover message to report with a pass, or {@code ""}
     */
    Decision decide(double score, String keyFailure, String leftover) {
      boolean keysHold = keyFailure.isEmpty();
      if (score >= pass && keysHold) {
        return new Decision("pass", leftover);
      }
      if (warning.isPresent() && keysHold) {
        return score >= warning.getAsDouble()
            ? new Decision("warning", close(score, warning.getAsDouble()))
            : new Decision("fail", below(score, "warning", warning.getAsDouble()));
      }
      return new Decision("fail", keysHold ? below(score, "target", pass) : keyFailure);
    }

    private static String close(double score, double level) {
      return ("Evaluation returned a warning: the calculated score of %s is close to the warning "
              + "target value of %s")
          .formatted(GoNumber.format(score), GoNumber.format(level));
    }

    private static String below(double score, String name, double level) {
      return "Evaluation failed since the calculated score of %s is below the %s value of %s"
          .formatted(GoNumber.format(score), name, GoNumber.format(level));
    }
  }

  /** A result with what to say about it. */
  record Decision(String result, String message) {}
}
