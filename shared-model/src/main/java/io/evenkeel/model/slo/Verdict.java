package io.evenkeel.model.slo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of an evaluation. {@code result} and {@code evaluationResult} may differ: a provider
 * that failed makes the task fail, whatever the score.
 *
 * <p>Source: evaluation.md §11 to §13. An evaluation that was not made because retrieval was
 * aborted or failed is a failed one (§14 D4).
 *
 * @param status {@code succeeded} or {@code errored}
 * @param result of the task: {@code pass}, {@code warning} or {@code fail}
 * @param message {@code ""} for none
 * @param evaluationResult what the score came to
 * @param score in percent
 * @param indicators {@code null} when nothing was computed
 * @param comparedEvents ids of the earlier evaluations, newest first
 */
public record Verdict(
    String status,
    String result,
    String message,
    String evaluationResult,
    double score,
    @Nullable List<IndicatorResult> indicators,
    List<String> comparedEvents) {

  public Verdict {
    indicators = indicators == null ? null : List.copyOf(indicators);
    comparedEvents = List.copyOf(comparedEvents);
  }

  /** The evaluation could not be made. */
  public static Verdict errored(String message) {
    return new Verdict("errored", "fail", message, "fail", 0, null, List.of());
  }

  /** There was nothing to evaluate: {@code pass}, with a message that says so. */
  public static Verdict notEvaluated(String missing, String project) {
    String message = "no evaluation performed by lighthouse because no %s configured for project %s"
        .formatted(missing, project);
    return new Verdict("succeeded", "pass", message, "pass", 0, null, List.of());
  }

  /** A criterion cannot be read. */
  static Verdict criterionError(String message, List<String> comparedEvents) {
    return new Verdict("succeeded", "fail", message, "fail", 0, null, comparedEvents);
  }

  Verdict withResult(String overriding, String reason) {
    return new Verdict(
        status, overriding, reason, evaluationResult, score, indicators, comparedEvents);
  }
}
