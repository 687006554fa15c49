package io.evenkeel.model.slo;

import static io.evenkeel.model.slo.ConformanceCase.comparable;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every case of {@code evaluation_cases}. Those that document a defect of the original
 * (evaluation.md §14) are expected as repaired.
 */
class EvaluationConformanceTest {

  private static final Map<String, Object> SCOPE =
      Map.of("project", "shop", "stage", "qa", "service", "cart");

  static Stream<ConformanceCase> cases() {
    return ConformanceCase.of("evaluation-cases.yaml", "evaluation_cases");
  }

  static Stream<ConformanceCase> asOriginal() {
    return cases().filter(it -> it.at("known_defect") == null && !unparseable(it));
  }

  static Stream<ConformanceCase> repaired() {
    return cases().filter(it -> it.at("known_defect") != null);
  }

  static Stream<ConformanceCase> unparseable() {
    return cases().filter(EvaluationConformanceTest::unparseable);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("asOriginal")
  void evaluatesLikeTheOriginal(ConformanceCase it) {
    Map<String, Object> data = evaluate(it);

    Map<String, Object> evaluation = Json.object(data.get("evaluation"));
    it.object("expected", "data").forEach((member, value) -> {
      if ("".equals(value)) {
        assertThat(data).doesNotContainKey(member);
      } else {
        assertThat(data).containsEntry(member, value);
      }
    });
    it.object("expected", "evaluation").forEach((member, value) -> {
      if (List.of().equals(value)) {
        assertThat(evaluation.get(member)).isIn(null, List.of());
      } else {
        assertThat(comparable(evaluation.get(member))).as(member).isEqualTo(comparable(value));
      }
    });
    assertThat(evaluation).containsEntry("sloFileContent", base64(it.text("slo")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unparseable")
  void refusesWhatIsNotAnSloFile(ConformanceCase it) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Slo.parse(it.text("slo")))
        .withMessageContaining("line ");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("repaired")
  void repairsADefectOfTheOriginal(ConformanceCase it) {
    Map<String, Object> data = evaluate(it);

    Map<String, Object> evaluation = Json.object(data.get("evaluation"));
    var results = Json.list(evaluation.get("indicatorResults"));
    switch (it.text("known_defect")) {
      case "D6" -> {
        assertThat(data).containsEntry("result", "fail");
        assertThat(Json.at(Json.object(results.get(0)), "value", "comparedValue"))
            .isEqualTo(200.0);
      }
      case "D7", "D12" -> {
        assertThat(data).containsEntry("result", "fail");
        assertThat(evaluation).containsEntry("indicatorResults", null);
        assertThat(data.get("message")).asString().containsAnyOf("p99", "error with a:");
      }
      case "D8" -> {
        assertThat(evaluation).containsEntry("score", 100.0);
        assertThat(results)
            .allSatisfy(result ->
                assertThat(Json.at(Json.object(result), "value", "value")).isEqualTo(1.0));
      }
      case "D11" -> {
        assertThat(data).containsEntry("message", it.at("expected", "data", "message"));
        assertThat(Json.object(results.get(0))).containsEntry("keySli", true);
      }
      default -> throw new AssertionError("no expectation for " + it.text("known_defect"));
    }
  }

  private static Map<String, Object> evaluate(ConformanceCase it) {
    Slo slo = Slo.parse(it.text("slo"));
    List<KeptnEvent> history =
        it.list("history").stream().map(entry -> earlier(Json.object(entry))).toList();
    Verdict verdict =
        Evaluation.judge(slo, answer(it), slo.comparison().select(withoutInvalidated(it, history)));
    return new EvaluationFinished(SCOPE, "S", "E", base64(it.text("slo")), verdict).toData();
  }

  private static List<KeptnEvent> withoutInvalidated(ConformanceCase it, List<KeptnEvent> history) {
    List<Object> invalidated = it.list("history").stream()
        .map(Json::object)
        .filter(entry -> Boolean.TRUE.equals(entry.get("invalidated")))
        .map(entry -> (Object) Json.text(entry.get("id")))
        .toList();
    return history.stream().filter(event -> !invalidated.contains(event.id())).toList();
  }

  private static SliAnswer answer(ConformanceCase it) {
    Map<String, Object> given = it.object("get_sli_finished");
    Map<String, @Nullable Object> data = new LinkedHashMap<>(given);
    data.put("get-sli", Json.freezeObject(indicatorValues(given)));
    return SliAnswer.of(event("answer", Json.freezeObject(data)));
  }

  private static Map<String, @Nullable Object> indicatorValues(Map<String, Object> given) {
    Map<String, @Nullable Object> getSli = new LinkedHashMap<>();
    getSli.put("indicatorValues", given.get("values"));
    return getSli;
  }

  private static KeptnEvent earlier(Map<String, Object> entry) {
    List<Map<String, Object>> indicators = Json.list(entry.get("indicators")).stream()
        .map(EvaluationConformanceTest::indicator)
        .toList();
    return event(
        Json.text(entry.get("id")),
        Map.of(
            "result",
            Json.text(entry.get("result")),
            "evaluation",
            Map.of("indicatorResults", indicators)));
  }

  private static Map<String, Object> indicator(@Nullable Object value) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    result.put("value", value);
    return Json.freezeObject(result);
  }

  private static KeptnEvent event(String id, Map<String, Object> data) {
    return KeptnEvent.of(id, "sh.keptn.event.x.finished", "test", Instant.EPOCH, "ctx", data);
  }

  private static boolean unparseable(ConformanceCase it) {
    return Boolean.TRUE.equals(it.at("expected", "slo_unparseable"));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
