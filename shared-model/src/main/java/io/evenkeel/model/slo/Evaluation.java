package io.evenkeel.model.slo;

import io.evenkeel.model.slo.TotalScore.Decision;
import io.evenkeel.model.slo.TotalScore.Levels;
import java.util.ArrayList;
import java.util.List;

/**
 * A quality gate: values held against objectives and earlier evaluations.
 *
 * <p>Source: evaluation.md §10 to §13; criteria are checked before anything is computed (§14 D12).
 */
public final class Evaluation {

  /** A score without objectives is computed against this maximum. */
  private static final int MAXIMUM_WITHOUT_OBJECTIVES = 100;

  private Evaluation() {}

  /**
   * Judges an answer of the SLI provider.
   *
   * @param earlier the evaluations to compare with, newest first, already selected by
   *     {@link Comparison}
   */
  public static Verdict judge(Slo slo, SliAnswer answer, List<EarlierEvaluation> earlier) {
    List<String> compared = earlier.stream().map(EarlierEvaluation::eventId).toList();
    var mistake = slo.criterionMistake();
    if (mistake.isPresent()) {
      return Verdict.criterionError(mistake.get(), compared);
    }
    Levels levels;
    try {
      levels = slo.total().levels();
    } catch (IllegalArgumentException unusable) {
      return Verdict.errored(String.valueOf(unusable.getMessage()));
    }
    var incomparable = slo.comparisonMistake();
    if (incomparable.isPresent()) {
      return Verdict.errored(incomparable.get());
    }
    return override(slo, answer, score(slo, answer, earlier, levels));
  }

  private static Verdict score(
      Slo slo, SliAnswer answer, List<EarlierEvaluation> earlier, Levels levels) {
    Delivered delivered = new Delivered(answer.values());
    List<IndicatorResult> results = new ArrayList<>();
    double maximum = slo.objectives().isEmpty() ? MAXIMUM_WITHOUT_OBJECTIVES : 0;
    double total = 0;
    String keyFailure = "";
    for (Objective objective : slo.objectives()) {
      ObjectiveEvaluation judged = ObjectiveEvaluation.of(
          objective,
          delivered.take(objective.sli()),
          slo.comparison().baseline(objective.sli(), earlier));
      results.add(judged.result());
      maximum += objective.isInformative() ? 0 : objective.weight();
      total += judged.result().score();
      keyFailure = judged.keyFailure().isEmpty() ? keyFailure : judged.keyFailure();
    }
    String leftover = delivered.leftover();
    double score = maximum == 0 ? 100 : 100.0 * (total / maximum);
    Decision decision =
        maximum == 0 ? new Decision("pass", leftover) : levels.decide(score, keyFailure, leftover);
    return new Verdict(
        "succeeded",
        decision.result(),
        decision.message(),
        decision.result(),
        score,
        slo.objectives().isEmpty() ? null : results,
        earlier.stream().map(EarlierEvaluation::eventId).toList());
  }

  private static Verdict override(Slo slo, SliAnswer answer, Verdict scored) {
    if (slo.objectives().isEmpty()) {
      return scored.withResult("fail", "lighthouse failed because no SLO objective was provided");
    }
    return answer.result().equals("fail")
        ? scored.withResult(
            "fail", "lighthouse failed because SLI failed with message " + answer.message())
        : scored;
  }
}
