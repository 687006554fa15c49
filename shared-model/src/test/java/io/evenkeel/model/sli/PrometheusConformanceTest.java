package io.evenkeel.model.sli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.slo.ConformanceCase;
import io.evenkeel.model.slo.IndicatorValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of {@code prometheus-cases.yaml}. */
class PrometheusConformanceTest {

  private static Stream<ConformanceCase> cases(String section) {
    return ConformanceCase.of("prometheus-cases.yaml", section);
  }

  static Stream<ConformanceCase> queries() {
    return cases("query_cases");
  }

  static Stream<ConformanceCase> urls() {
    return cases("url_cases");
  }

  static Stream<ConformanceCase> results() {
    return cases("result_cases");
  }

  static Stream<ConformanceCase> overallResults() {
    return cases("overall_result_cases");
  }

  static Stream<ConformanceCase> deployments() {
    return cases("deployment_cases");
  }

  static Stream<ConformanceCase> alertExpressions() {
    return cases("alert_expression_cases");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void buildsTheQuery(ConformanceCase it) {
    if (it.at("expected", "error") != null) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> query(it))
          .withMessage(it.text("expected", "error"));
    } else {
      assertThat(query(it)).isEqualTo(it.text("expected", "query"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("urls")
  void readsTheSecret(ConformanceCase it) {
    PrometheusEndpoint endpoint = PrometheusEndpoint.ofSecret(texts(it.object("secret")), "shop");

    assertThat(endpoint.url()).hasToString(it.text("expected", "url"));
    assertThat(endpoint.credentials()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("results")
  void readsTheAnswer(ConformanceCase it) {
    IndicatorValue value = answer(it.object("prometheus")).valueOf("rt");

    assertThat(value.success()).isEqualTo(it.at("expected", "success"));
    assertThat(ConformanceCase.comparable(value.value()))
        .isEqualTo(ConformanceCase.comparable(it.at("expected", "value")));
    assertThat(value.message()).startsWith(it.text("expected", "message_prefix"));
    assertThat(value.message().isEmpty()).isEqualTo(value.success());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("overallResults")
  void sumsUp(ConformanceCase it) {
    List<IndicatorValue> values = it.list("indicator_success").stream()
        .map(success -> Boolean.TRUE.equals(success)
            ? IndicatorValue.measured("m", 1)
            : IndicatorValue.failed("m", "why"))
        .toList();

    Map<String, Object> data =
        SliFinished.of(Map.of("project", "shop"), request(Map.of("get-sli", Map.of())), values);

    assertThat(data).containsAllEntriesOf(it.object("expected"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deployments")
  void choosesTheDeployment(ConformanceCase it) {
    Map<String, Object> data = new LinkedHashMap<>(it.object("data"));
    data.put("get-sli", Map.of());

    assertThat(request(data).deployment()).isEqualTo(it.text("expected_deployment"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alertExpressions")
  void turnsACriterionAround(ConformanceCase it) {
    assertThat(AlertExpression.violating(it.text("criterion"))).hasValue(it.text("expected"));
  }

  private static String query(ConformanceCase it) {
    Map<String, Object> data = new LinkedHashMap<>(it.fields());
    data.put(
        "get-sli",
        Map.of(
            "start",
            it.text("start"),
            "end",
            it.text("end"),
            "customFilters",
            it.list("custom_filters")));
    SliRequest request = request(data);
    return SliQuery.of(
        it.text("indicator"),
        request,
        SliWindow.parse(request.start(), request.end()),
        new SliFile(texts(it.object("sli_file"))));
  }

  private static PrometheusAnswer answer(Map<String, Object> given) {
    if (given.get("http_status") instanceof Number status) {
      return new PrometheusAnswer(status.intValue(), "Service Unavailable");
    }
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("status", "success");
    body.put("data", given);
    return new PrometheusAnswer(200, Json.write(body));
  }

  private static SliRequest request(Map<String, Object> data) {
    return SliRequest.of(
        KeptnEvent.of("e", "sh.keptn.event.get-sli.triggered", "test", Instant.EPOCH, "ctx", data));
  }

  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((key, value) -> texts.put(key, Json.text(value)));
    return texts;
  }
}
