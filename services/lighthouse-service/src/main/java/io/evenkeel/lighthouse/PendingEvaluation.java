package io.evenkeel.lighthouse;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.slo.EvaluationFinished;
import io.evenkeel.model.slo.EvaluationWindow;
import io.evenkeel.model.slo.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An evaluation that waits for its SLI provider. It keeps the {@code slo.yaml} it began with, so
 * that both halves judge by the same file.
 *
 * @param getSliId id of the {@code get-sli.triggered} event the provider answers
 * @param slo the {@code slo.yaml} in base64, {@code ""} if there is none
 * @param scope project, stage, service and labels of the trigger
 */
record PendingEvaluation(
    String getSliId,
    String triggeredId,
    String context,
    String gitCommit,
    String provider,
    EvaluationWindow window,
    String slo,
    Map<String, Object> scope) {

  static PendingEvaluation of(
      KeptnEvent triggered, String provider, EvaluationWindow window, String slo) {
    return new PendingEvaluation(
        triggered.derivedId(LighthouseVerticle.NAME + "/get-sli"),
        triggered.id(),
        triggered.context(),
        triggered.gitCommitId(),
        provider,
        window,
        slo,
        CommonData.scope(triggered));
  }

  String project() {
    return Json.text(scope.get("project"));
  }

  String stage() {
    return Json.text(scope.get("stage"));
  }

  String service() {
    return Json.text(scope.get("service"));
  }

  /**
   * Returns the answer to the trigger after the provider's. Labels, window and commit are what the
   * provider says, where it says any.
   */
  KeptnEvent finished(KeptnEvent answered, Verdict verdict, Instant now) {
    Map<String, Object> answeredScope = new LinkedHashMap<>(scope);
    answeredScope.remove("labels");
    answeredScope.putAll(labels(answered));
    EvaluationFinished finished = new EvaluationFinished(
        answeredScope,
        orElse(Json.text(Json.at(answered.data(), "get-sli", "start")), window.start()),
        orElse(Json.text(Json.at(answered.data(), "get-sli", "end")), window.end()),
        answered.status().equals("aborted") || answered.status().equals("errored") ? "" : slo,
        verdict);
    return answer(finished, orElse(answered.gitCommitId(), gitCommit), now);
  }

  /** Returns the answer to the trigger when the provider gave none. */
  KeptnEvent timedOut(Verdict verdict, Instant now) {
    return answer(
        new EvaluationFinished(scope, window.start(), window.end(), "", verdict), gitCommit, now);
  }

  private KeptnEvent answer(EvaluationFinished finished, String commit, Instant now) {
    return KeptnEvent.of(triggeredId, LighthouseVerticle.TRIGGERED, "", now, context, scope)
        .answer("finished", LighthouseVerticle.NAME, now, finished.toData())
        .withGitCommitId(commit);
  }

  private static Map<String, Object> labels(KeptnEvent answered) {
    return answered.labels().isEmpty() ? Map.of() : Map.of("labels", answered.labels());
  }

  private static String orElse(String text, String fallback) {
    return text.isEmpty() ? fallback : text;
  }
}
