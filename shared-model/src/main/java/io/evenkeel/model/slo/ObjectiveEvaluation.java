package io.evenkeel.model.slo;

import io.evenkeel.model.slo.IndicatorResult.Status;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One objective judged: its result, and why it fails the whole evaluation if it does.
 *
 * <p>Source: evaluation.md §10.
 *
 * @param keyFailure {@code ""} unless a key indicator failed
 */
record ObjectiveEvaluation(IndicatorResult result, String keyFailure) {

  /**
   * Judges {@code objective}, whose {@code pass} criteria are all readable.
   *
   * @param delivered what the provider delivered, if anything
   * @param baseline aggregate of earlier evaluations
   */
  static ObjectiveEvaluation of(
      Objective objective, Optional<IndicatorValue> delivered, OptionalDouble baseline) {
    if (objective.isInformative()) {
      return informative(objective, delivered.orElse(null), baseline);
    }
    IndicatorValue value = delivered.orElseGet(
        () -> IndicatorValue.failed(objective.sli(), "no value received from SLI provider"));
    return value.success()
        ? measured(objective, value, baseline)
        : missing(objective, value, baseline);
  }

  private static ObjectiveEvaluation informative(
      Objective objective, @Nullable IndicatorValue value, OptionalDouble baseline) {
    IndicatorResult result = new IndicatorResult(
        0,
        value,
        objective.displayName(),
        List.of(),
        objective.warning().unevaluated(baseline),
        false,
        Status.INFO);
    return new ObjectiveEvaluation(result, "");
  }

  private static ObjectiveEvaluation missing(
      Objective objective, IndicatorValue value, OptionalDouble baseline) {
    IndicatorResult result = new IndicatorResult(
        0,
        value,
        objective.displayName(),
        objective.pass().unevaluated(baseline),
        objective.warning().unevaluated(baseline),
        objective.keySli(),
        Status.FAIL);
    return new ObjectiveEvaluation(result, keyFailure(objective, value.message()));
  }

  private static ObjectiveEvaluation measured(
      Objective objective, IndicatorValue value, OptionalDouble baseline) {
    Criteria.Outcome pass = objective.pass().evaluate(value.value(), baseline);
    Criteria.Outcome warning = warning(objective, value, baseline);
    Status status = pass.met() ? Status.PASS : warning.met() ? Status.WARNING : Status.FAIL;
    IndicatorResult result = new IndicatorResult(
        score(status, objective.weight()),
        value.withComparedValue(baseline.orElse(0)),
        objective.displayName(),
        pass.targets().isEmpty() ? null : pass.targets(),
        objective.warning().isEmpty() ? null : warning.targets(),
        objective.keySli(),
        status);
    return new ObjectiveEvaluation(
        result,
        status == Status.FAIL
            ? keyFailure(objective, "failed evaluation with score 0.000000")
            : "");
  }

  // A warning criterion that cannot be read is not met, and nothing more.
  private static Criteria.Outcome warning(
      Objective objective, IndicatorValue value, OptionalDouble baseline) {
    Criteria warning = objective.warning();
    return warning.isEmpty() || warning.mistake().isPresent()
        ? new Criteria.Outcome(false, List.of())
        : warning.evaluate(value.value(), baseline);
  }

  private static double score(Status status, int weight) {
    return switch (status) {
      case PASS -> weight;
      case WARNING -> 0.5 * weight;
      case FAIL, INFO -> 0;
    };
  }

  private static String keyFailure(Objective objective, String reason) {
    return objective.keySli()
        ? "Evaluation failed due to key_sli objective '%s': %s"
            .formatted(objective.displayName(), reason)
        : "";
  }
}
