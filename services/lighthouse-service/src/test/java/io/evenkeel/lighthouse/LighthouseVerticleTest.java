package io.evenkeel.lighthouse;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LighthouseVerticleTest extends LighthouseFixture {

  @Test
  void asksTheProviderOfTheProject() {
    configure("prometheus");

    trigger("t1", "c1", Map.of("evaluation", WINDOW, "labels", Map.of("build", "7")));

    KeptnEvent question = test.awaitEvent("c1", GET_SLI);
    assertThat(question.source()).isEqualTo("lighthouse-service");
    assertThat(question.triggeredId()).isEmpty();
    assertThat(question.gitCommitId()).isEqualTo("abc123");
    assertThat(question.data()).isEqualTo(Json.parseObject("""
        {"project":"shop","stage":"qa","service":"cart","labels":{"build":"7"},
         "get-sli":{"sliProvider":"prometheus","start":"2022-03-01T10:00:00.000Z",
          "end":"2022-03-01T10:10:00.000Z","indicators":["rt","rt","er"],
          "customFilters":[{"key":"handler","value":"main"}]},"deployment":""}"""));
    assertThat(test.awaitEvent("c1", STARTED).data())
        .containsEntry("status", "succeeded")
        .containsEntry("labels", Map.of("build", "7"));
    assertThat(sloRequests.get(0).query("gitCommitID")).isEqualTo("abc123");
  }

  @Test
  void configuringAProviderIsNotAnswered() {
    configure("dynatrace");

    trigger("t1", "c1", Map.of("evaluation", WINDOW));

    assertThat(Json.at(test.awaitEvent("c1", GET_SLI).data(), "get-sli", "sliProvider"))
        .isEqualTo("dynatrace");
    assertThat(test.events("configure")).hasSize(1);
  }

  @Test
  void passesVisiblyWithoutAProvider() {
    trigger("t1", "c1", Map.of("evaluation", Map.of("timeframe", "5m")));

    KeptnEvent finished = test.awaitEvent("c1", FINISHED);
    assertThat(finished.triggeredId()).isEqualTo("t1");
    assertThat(finished.result()).isEqualTo("pass");
    assertThat(finished.message())
        .isEqualTo("no evaluation performed by lighthouse because no SLI-provider configured for "
            + "project shop");
    assertThat(Json.at(finished.data(), "evaluation", "timeEnd")).asString().endsWith("Z");
  }

  @Test
  void anEmptyProviderNameMeansTheDefault() {
    restart(Map.of("EVENKEEL_SLI_PROVIDER", "prometheus"));
    configure("");

    trigger("t1", "c1", Map.of("evaluation", WINDOW));

    assertThat(Json.at(test.awaitEvent("c1", GET_SLI).data(), "get-sli", "sliProvider"))
        .isEqualTo("prometheus");
  }

  @Test
  void judgesWhatTheProviderAnswersAndComparesWithEarlierEvaluations() {
    configure("prometheus");
    evaluate("t1", "c1", 100);
    evaluate("t2", "c2", 109);
    evaluate("t3", "c3", 121);

    KeptnEvent first = finishedOf("c1");
    KeptnEvent second = finishedOf("c2");
    KeptnEvent third = finishedOf("c3");
    assertThat(List.of(first.result(), second.result(), third.result()))
        .containsExactly("pass", "pass", "fail");
    assertThat(Json.at(second.data(), "evaluation", "comparedEvents"))
        .isEqualTo(List.of(first.id()));
    assertThat(third.message())
        .isEqualTo("Evaluation failed since the calculated score of 0 is below the target value "
            + "of 90");
    assertThat(Json.at(third.data(), "evaluation", "sloFileContent"))
        .isEqualTo(Base64.getEncoder().encodeToString(SLO.getBytes(UTF_8)));
    assertThat(third.triggeredId()).isEqualTo("t3");
    assertThat(third.gitCommitId()).isEqualTo("abc123");
  }

  @Test
  void doesNotCompareWithInvalidatedEvaluationsOrThoseWithoutResults() {
    configure("prometheus");
    evaluate("t1", "c1", 100);
    evaluate("t2", "c2", 50);
    test.publish(
        event("inv", "sh.keptn.event.evaluation.invalidated", "c2", SCOPE).withTriggeredId("t2"));
    trigger("t3", "c3", Map.of("evaluation", Map.of("timeframe", "1s")));
    test.awaitEvent("c3", FINISHED);

    evaluate("t4", "c4", 109);

    assertThat(Json.at(finishedOf("c4").data(), "evaluation", "comparedEvents"))
        .isEqualTo(List.of(finishedOf("c1").id()));
  }

  @Test
  void understandsProvidersThatEchoOnlyTheContext() {
    configure("prometheus");
    trigger("t1", "c1", Map.of("evaluation", WINDOW));
    test.awaitEvent("c1", GET_SLI);

    test.publish(
        answer("a1", "c1", 100, Map.of("status", "succeeded", "labels", Map.of("x", "y"))));

    assertThat(test.awaitEvent("c1", FINISHED).data())
        .containsEntry("labels", Map.of("x", "y"))
        .containsEntry("result", "pass");
  }

  @Test
  void ignoresAnswersToSomebodyElseAndSecondAnswers() {
    configure("prometheus");
    trigger("t1", "c1", Map.of("evaluation", WINDOW));
    KeptnEvent question = test.awaitEvent("c1", GET_SLI);
    test.publish(event("foreign", GET_SLI, "c1", SCOPE));

    test.publish(answer("a0", "c1", 1, Map.of("status", "errored")).withTriggeredId("foreign"));
    test.publish(answer("a1", "c1", 100, Map.of()).withTriggeredId(question.id()));
    test.publish(answer("a2", "c1", 200, Map.of()).withTriggeredId(question.id()));
    trigger("t2", "c1", Map.of("evaluation", Map.of("timeframe", "1s")));

    awaitUntil(
        () -> test.events("c1").stream()
            .filter(event -> event.triggeredId().equals("t2") && event.type().equals(FINISHED))
            .toList(),
        found -> !found.isEmpty());
    assertThat(test.events("c1"))
        .filteredOn(event -> event.triggeredId().equals("t1") && event.type().equals(FINISHED))
        .singleElement()
        .satisfies(finished -> assertThat(finished.status()).isEqualTo("succeeded"));
  }

  @Test
  void reportsAnAbortedRetrieval() {
    configure("prometheus");
    trigger("t1", "c1", Map.of("evaluation", WINDOW));
    KeptnEvent question = test.awaitEvent("c1", GET_SLI);

    test.publish(answer("a1", "c1", 1, Map.of("status", "aborted")).withTriggeredId(question.id()));

    KeptnEvent finished = test.awaitEvent("c1", FINISHED);
    assertThat(finished.status()).isEqualTo("errored");
    assertThat(finished.message()).isEqualTo("evaluation performed by lighthouse was aborted");
    assertThat(Json.at(finished.data(), "evaluation", "sloFileContent")).isEqualTo("");
  }

  @Test
  void givesUpOnAProviderThatDoesNotAnswer() {
    restart(Map.of("EVENKEEL_SLI_TIMEOUT", "100ms"));
    configure("silent");

    trigger("t1", "c1", Map.of("evaluation", WINDOW));

    KeptnEvent finished = test.awaitEvent("c1", FINISHED);
    assertThat(finished.status()).isEqualTo("errored");
    assertThat(finished.message()).contains("SLI provider silent did not answer");
  }
}
