package io.evenkeel.prometheus;

import static io.evenkeel.prometheus.PrometheusVerticle.CONFIGURE;
import static io.evenkeel.prometheus.PrometheusVerticle.GET_SLI;
import static io.evenkeel.testkit.TestPlatform.await;
import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.tracing.TraceIds;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusVerticleTest {

  private static final String FINISHED = "sh.keptn.event.get-sli.finished";
  private static final Map<String, Object> SCOPE =
      Map.of("project", "shop", "stage", "qa", "service", "cart");

  @TempDir
  Path directory;

  private final Vertx other = Vertx.vertx();
  private final Map<String, ApiResponse> files = new ConcurrentHashMap<>();
  private PrometheusServer prometheus;
  private TestPlatform test;

  @BeforeEach
  void start() {
    prometheus = new PrometheusServer(other);
    test = open(Map.of(
        "EVENKEEL_PROMETHEUS_ENDPOINT", prometheus.address(), "EVENKEEL_PROMETHEUS_TIMEOUT", "3s"));
  }

  @AfterEach
  void stop() {
    test.close();
    await(other.close());
  }

  @Test
  void answersWithWhatPrometheusMeasured() {
    file(
        "shop//",
        "indicators: {rt: 'project query', er: 'errors{s=\"$SERVICE\"}[$DURATION_SECONDS]'}");
    file("shop/qa/cart", "indicators: {rt: 'service query'}");
    prometheus.measures("service query", "412.5");
    prometheus.measures("errors{s=\"cart\"}[600s]", "0");

    ask("q1", List.of("rt", "er"), Map.of("labels", Map.of("build", "7")));

    KeptnEvent finished = test.awaitEvent("ctx", FINISHED);
    assertThat(finished.triggeredId()).isEqualTo("q1");
    assertThat(finished.source()).isEqualTo("prometheus-service");
    assertThat(finished.data()).isEqualTo(Json.parseObject("""
        {"project":"shop","stage":"qa","service":"cart","labels":{"build":"7"},
         "status":"succeeded","result":"pass","get-sli":{
          "start":"2022-03-01T10:00:00.000Z","end":"2022-03-01T10:10:00.000Z","indicatorValues":[
          {"metric":"rt","value":412.5,"comparedValue":0,"success":true},
          {"metric":"er","value":0,"comparedValue":0,"success":true}]}}"""));
    assertThat(prometheus.requests()).contains("POST /prometheus/api/v1/query 1646129400.000");
    test.awaitEvent("ctx", "sh.keptn.event.get-sli.started");
  }

  @Test
  void usesGetWherePostIsNotServed() {
    file("shop//", "indicators: {rt: 'a query'}");
    prometheus.measures("a query", "1");
    prometheus.refusesPost();

    ask("q1", List.of("rt"), Map.of());

    assertThat(test.awaitEvent("ctx", FINISHED).result()).isEqualTo("pass");
    assertThat(prometheus.requests())
        .containsExactly("GET /prometheus/api/v1/query 1646129400.000");
  }

  @Test
  void queriesTellPrometheusWhichTraceTheyBelongTo() {
    file("shop//", "indicators: {rt: 'a query'}");
    prometheus.measures("a query", "1");
    prometheus.refusesPost();
    ask("q1", List.of("rt"), Map.of());
    test.awaitEvent("ctx", FINISHED);
    assertThat(prometheus.traceparents()).containsExactly("", "");
    test.close();
    test = open(Map.of(
        "EVENKEEL_PROMETHEUS_ENDPOINT",
        prometheus.address(),
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "http://127.0.0.1:9"));

    ask("q2", List.of("rt"), Map.of());

    awaitUntil(prometheus::traceparents, sent -> sent.size() == 4);
    assertThat(prometheus.traceparents().subList(2, 4))
        .containsOnly(TraceIds.traceparent("ctx", "q2/prometheus-service/0"));
  }

  @Test
  void saysForEachIndicatorWhyItHasNoValue() {
    file("shop//", "indicators: {slow: hang, wrong: '}{'}");
    prometheus.hangsOn("hang");

    ask("q1", List.of("slow", "wrong", "unknown"), Map.of());

    KeptnEvent finished = test.awaitEvent("ctx", FINISHED);
    assertThat(finished.result()).isEqualTo("fail");
    assertThat(finished.message()).isEqualTo("unable to retrieve metrics");
    var messages = Json.list(Json.at(finished.data(), "get-sli", "indicatorValues")).stream()
        .map(value -> Json.text(Json.object(value).get("message")))
        .toList();
    assertThat(messages.get(0))
        .startsWith("unable to query prometheus api: " + prometheus.address())
        .endsWith("no answer within 3000ms");
    assertThat(messages.get(1)).isEqualTo("unable to query prometheus api: bad_data: parse error");
    assertThat(messages.get(2)).isEqualTo("unable to get metriy query: unsupported SLI");
  }

  @Test
  void reportsAnSliFileThatCannotBeRead() {
    files.put("shop//", ApiResponse.error(404, "Project not found"));

    ask("q1", List.of("rt"), Map.of());

    KeptnEvent finished = test.awaitEvent("ctx", FINISHED);
    assertThat(finished.status()).isEqualTo("errored");
    assertThat(finished.message())
        .isEqualTo("unable to retrieve custom queries for project shop: Project not found");
  }

  @Test
  void saysThatNoPrometheusIsConfigured() {
    test.close();
    test = open(Map.of());

    ask("q1", List.of("rt"), Map.of());

    assertThat(test.awaitEvent("ctx", FINISHED).message())
        .contains("set EVENKEEL_PROMETHEUS_ENDPOINT");
  }

  @Test
  void leavesQuestionsForOtherProvidersAlone() {
    test.publish(event("q0", GET_SLI, Map.of("get-sli", Map.of("sliProvider", "dynatrace"))));

    ask("q1", List.of(), Map.of());

    assertThat(test.awaitEvent("ctx", FINISHED).triggeredId()).isEqualTo("q1");
    assertThat(test.events("ctx"))
        .filteredOn(it -> it.triggeredId().equals("q0"))
        .isEmpty();
  }

  @Test
  void saysWhatConfiguringMonitoringDid() {
    test.publish(event("m0", CONFIGURE, Map.of("type", "dynatrace", "project", "shop")));
    test.publish(
        event("m1", CONFIGURE, Map.of("type", "prometheus", "project", "shop", "service", "cart")));

    KeptnEvent finished = test.awaitEvent("ctx", "sh.keptn.event.configure-monitoring.finished");
    assertThat(finished.triggeredId()).isEqualTo("m1");
    assertThat(finished.data())
        .containsEntry("result", "pass")
        .containsEntry("service", "cart")
        .hasEntrySatisfying("message", message -> assertThat(message)
            .asString()
            .contains("scrape jobs and alert rules were left"));
    assertThat(test.events("ctx"))
        .extracting(KeptnEvent::type)
        .filteredOn(type -> type.startsWith("sh.keptn.event.configure-monitoring"))
        .hasSize(2);
  }

  private TestPlatform open(Map<String, String> environment) {
    TestPlatform opened = TestPlatform.open(directory, environment);
    await(opened
        .platform()
        .api()
        .serve("resource-service", Map.of("getResource", this::getResource)));
    await(opened.vertx().deployVerticle(new PrometheusVerticle(opened.platform())));
    return opened;
  }

  private Future<ApiResponse> getResource(ApiRequest request) {
    assertThat(request.path("uri")).isEqualTo("prometheus/sli.yaml");
    String level =
        String.join("/", request.path("project"), request.path("stage"), request.path("service"));
    return Future.succeededFuture(
        files.getOrDefault(level, ApiResponse.error(404, "Resource not found")));
  }

  private void file(String level, String text) {
    files.put(
        level,
        ApiResponse.json(
            200,
            Map.of("resourceContent", Base64.getEncoder().encodeToString(text.getBytes(UTF_8)))));
  }

  private void ask(String id, List<String> indicators, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>(SCOPE);
    data.putAll(more);
    data.put(
        "get-sli",
        Map.of(
            "sliProvider", "prometheus",
            "start", "2022-03-01T10:00:00.000Z",
            "end", "2022-03-01T10:10:00.000Z",
            "indicators", indicators));
    test.publish(event(id, GET_SLI, data));
  }

  private static KeptnEvent event(String id, String type, Map<String, Object> data) {
    return KeptnEvent.of(id, type, "test", Instant.now(), "ctx", data);
  }
}
