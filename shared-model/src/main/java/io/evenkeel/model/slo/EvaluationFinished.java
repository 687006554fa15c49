package io.evenkeel.model.slo;

import io.evenkeel.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of {@code evaluation.finished}.
 *
 * <p>Source: evaluation.md §12.
 *
 * @param scope project, stage, service and labels
 * @param start of the window as text, {@code ""} if there is none
 * @param sloFileContent base64 of the {@code slo.yaml} as stored, {@code ""} if none was read
 */
public record EvaluationFinished(
    Map<String, Object> scope, String start, String end, String sloFileContent, Verdict verdict) {

  /** Returns the JSON form; of the outer members empty ones are left out. */
  public Map<String, Object> toData() {
    Map<String, Object> data = new LinkedHashMap<>(scope);
    data.put("status", verdict.status());
    data.put("result", verdict.result());
    if (!verdict.message().isEmpty()) {
      data.put("message", verdict.message());
    }
    data.put("evaluation", evaluation());
    return Json.freezeObject(data);
  }

  private Map<String, @Nullable Object> evaluation() {
    Map<String, @Nullable Object> evaluation = new LinkedHashMap<>();
    evaluation.put("timeStart", start);
    evaluation.put("timeEnd", end);
    evaluation.put("result", verdict.evaluationResult());
    evaluation.put("score", verdict.score());
    evaluation.put("sloFileContent", sloFileContent);
    evaluation.put("indicatorResults", indicatorResults());
    if (!verdict.comparedEvents().isEmpty()) {
      evaluation.put("comparedEvents", verdict.comparedEvents());
    }
    return evaluation;
  }

  private @Nullable List<Map<String, Object>> indicatorResults() {
    List<IndicatorResult> indicators = verdict.indicators();
    return indicators == null
        ? null
        : indicators.stream().map(IndicatorResult::toMap).toList();
  }
}
