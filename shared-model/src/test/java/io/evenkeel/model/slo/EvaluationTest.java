package io.evenkeel.model.slo;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void givesThePassThatFl002ExpectsWhenThereIsNoSloFile() {
    ConformanceCase it = flowCase("FL-002");

    Verdict verdict = Verdict.notEvaluated("SLO file", "shop");

    assertThatDataContains(verdict, expectedData(it, 0));
  }

  @Test
  void givesThePassThatFl004ExpectsWhenThereIsNoProvider() {
    ConformanceCase it = flowCase("FL-004");

    Verdict verdict = Verdict.notEvaluated("SLI-provider", "shop");

    assertThatDataContains(verdict, expectedData(it, 1));
  }

  @Test
  void keepsDuplicateIndicatorsAsFl010Expects() {
    ConformanceCase it = flowCase("FL-010");

    Slo slo = Slo.parse(it.text("given", "slo"));

    assertThat(slo.indicators()).isEqualTo(Json.at(expectedData(it, 1), "get-sli", "indicators"));
  }

  @Test
  void failsAsFl011ExpectsWhenRetrievalWasAborted() {
    ConformanceCase it = flowCase("FL-011");

    Verdict verdict = answer(Map.of("status", "aborted")).unusable().orElseThrow();

    assertThatDataContains(verdict, expectedData(it, 0));
    assertThat(verdict.evaluationResult()).isEqualTo("fail");
  }

  @Test
  void reportsWhyRetrievalFailed() {
    SliAnswer answer = answer(Map.of("status", "errored", "message", "no such host"));

    assertThat(answer.unusable().orElseThrow().message())
        .isEqualTo("evaluation performed by lighthouse received an unexpected error: no such host");
  }

  @Test
  void countsAGroupWithoutCriteriaAsMet() {
    Slo slo = Slo.parse("""
        objectives: [{sli: a, pass: [{criteria: []}]}]
        total_score: {pass: 100}
        """);

    Verdict verdict = Evaluation.judge(slo, measured("a", 7), List.of());

    assertThat(verdict.result()).isEqualTo("pass");
    assertThat(verdict.score()).isEqualTo(100);
    assertThat(verdict.indicators()).singleElement().satisfies(result -> {
      assertThat(result.passTargets()).isNull();
      assertThat(result.warningTargets()).isNull();
    });
  }

  @Test
  void saysThatThereAreNoObjectives() {
    Verdict verdict =
        Evaluation.judge(Slo.parse("total_score: {pass: 90%}"), measured("a", 1), List.of());

    assertThat(verdict.result()).isEqualTo("fail");
    assertThat(verdict.message())
        .isEqualTo("lighthouse failed because no SLO objective was provided");
    assertThat(verdict.indicators()).isNull();
  }

  @Test
  void ignoresNullValuesAndFailsInfiniteOnes() {
    Map<String, Object> data = Json.parseObject("""
        {"get-sli":{"indicatorValues":[null,{"metric":"a","value":1e999,"success":true}]}}""");

    assertThat(answer(data).values()).singleElement().satisfies(value -> {
      assertThat(value.success()).isFalse();
      assertThat(value.message()).isEqualTo("the value of a is not a finite number");
    });
  }

  @Test
  void givesTwoObjectivesOnOneIndicatorTheirOwnValuesIfTwoWereDelivered() {
    Slo slo = Slo.parse("""
        objectives: [{sli: a, pass: [{criteria: ["<5"]}]}, {sli: a, pass: [{criteria: ["<5"]}]}]
        total_score: {pass: 100}
        """);
    SliAnswer answer = new SliAnswer(
        "succeeded",
        "pass",
        "",
        "",
        "",
        List.of(IndicatorValue.measured("a", 1), IndicatorValue.measured("a", 2)));

    Verdict verdict = Evaluation.judge(slo, answer, List.of());

    assertThat(verdict.message()).isEmpty();
    assertThat(verdict.score()).isEqualTo(100);
  }

  private static SliAnswer measured(String metric, double value) {
    return new SliAnswer(
        "succeeded", "pass", "", "", "", List.of(IndicatorValue.measured(metric, value)));
  }

  private static SliAnswer answer(Map<String, Object> data) {
    return SliAnswer.of(KeptnEvent.of(
        "e", "sh.keptn.event.get-sli.finished", "provider", Instant.EPOCH, "ctx", data));
  }

  private static void assertThatDataContains(Verdict verdict, Map<String, Object> expected) {
    Map<String, Object> data =
        new EvaluationFinished(Map.of("project", "shop"), "", "", "", verdict).toData();
    Map<String, Object> evaluation = Json.object(data.get("evaluation"));
    expected.forEach((member, value) -> {
      if (!member.equals("evaluation")) {
        assertThat(data).containsEntry(member, value);
      }
    });
    Json.object(expected.get("evaluation"))
        .forEach((member, value) -> assertThat(ConformanceCase.comparable(evaluation.get(member)))
            .isEqualTo(ConformanceCase.comparable(value)));
  }

  private static ConformanceCase flowCase(String id) {
    return ConformanceCase.of("evaluation-cases.yaml", "flow_cases")
        .filter(it -> it.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, Object> expectedData(ConformanceCase it, int index) {
    return Json.object(Json.object(it.list("expected").get(index)).get("data"));
  }
}
