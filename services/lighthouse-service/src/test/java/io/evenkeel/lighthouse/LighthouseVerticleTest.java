package io.evenkeel.lighthouse;

import static io.evenkeel.lighthouse.LighthouseVerticle.CONFIGURE;
import static io.evenkeel.lighthouse.LighthouseVerticle.SLI_FINISHED;
import static io.evenkeel.lighthouse.LighthouseVerticle.TRIGGERED;
import static io.evenkeel.testkit.TestPlatform.await;
import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Among them {@code flow_cases} FL-008 (commit) and FL-015 (configure) of the conformance data; the
 * others need no service.
 */
class LighthouseVerticleTest {

  private static final String GET_SLI = "sh.keptn.event.get-sli.triggered";
  private static final String STARTED = "sh.keptn.event.evaluation.started";
  private static final String FINISHED = "sh.keptn.event.evaluation.finished";
  private static final String SLO = """
      filter: {handler: main}
      objectives:
        - sli: rt
          pass: [{criteria: ["<=+10%"]}]
        - sli: rt
        - sli: er
      total_score: {pass: 90%}
      """;
  private static final Map<String, Object> SCOPE =
      Map.of("project", "shop", "stage", "qa", "service", "cart");
  private static final Map<String, Object> WINDOW =
      Map.of("start", "2022-03-01T10:00:00.000Z", "end", "2022-03-01T10:10:00.000Z");

  @TempDir
  Path directory;

  private final List<ApiRequest> sloRequests = new CopyOnWriteArrayList<>();
  private volatile ApiResponse sloAnswer = slo(SLO);
  private TestPlatform test;

  @BeforeEach
  void start() {
    test = open(Map.of());
  }

  @AfterEach
  void stop() {
    test.close();
  }

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

  @Test
  void asksAlthoughThereIsNoSloFileAndThenPasses() {
    configure("prometheus");
    sloAnswer = ApiResponse.error(404, "Resource not found");
    evaluate("t1", "c1", 1);

    assertThat(Json.object(test.awaitEvent("c1", GET_SLI).data().get("get-sli")))
        .doesNotContainKeys("indicators", "customFilters");
    assertThat(finishedOf("c1").message())
        .isEqualTo("no evaluation performed by lighthouse because no SLO file configured for "
            + "project shop");
  }

  @Test
  void saysThatTheSloFileIsMalformed() {
    configure("prometheus");
    sloAnswer = slo("- a\n- b\n");

    trigger("t1", "c1", Map.of("evaluation", WINDOW));

    assertThat(test.awaitEvent("c1", FINISHED).message())
        .isEqualTo("error retrieving SLO file: Could not parse SLO file for service cart in stage "
            + "qa in project shop");
  }

  @Test
  void saysWhyTheSloFileCannotBeHad() {
    configure("prometheus");
    sloAnswer = ApiResponse.error(500, "disk is full");

    trigger("t1", "c1", Map.of("evaluation", WINDOW));

    KeptnEvent finished = test.awaitEvent("c1", FINISHED);
    assertThat(finished.message()).isEqualTo("error retrieving SLO file: disk is full");
    assertThat(finished.status()).isEqualTo("errored");
  }

  @Test
  void triesAgainWhileTheResourceServiceIsAway() {
    configure("prometheus");
    sloAnswer = ApiResponse.error(503, "resource-service is not running");
    trigger("t1", "c1", Map.of("evaluation", WINDOW));
    awaitUntil(sloRequests::size, tried -> tried > 0);

    sloAnswer = slo(SLO);

    assertThat(test.awaitEvent("c1", GET_SLI).project()).isEqualTo("shop");
  }

  @Test
  void keepsAPendingEvaluationOverARestart() {
    configure("prometheus");
    trigger("t1", "c1", Map.of("evaluation", WINDOW));
    KeptnEvent question = test.awaitEvent("c1", GET_SLI);

    restart(Map.of());
    test.publish(answer("a1", "c1", 100, Map.of()).withTriggeredId(question.id()));

    assertThat(test.awaitEvent("c1", FINISHED).result()).isEqualTo("pass");
  }

  private TestPlatform open(Map<String, String> environment) {
    TestPlatform opened = TestPlatform.open(directory, environment);
    await(opened.platform().api().serve("resource-service", Map.of("getResource", request -> {
      sloRequests.add(request);
      return Future.succeededFuture(sloAnswer);
    })));
    await(opened.vertx().deployVerticle(new LighthouseVerticle(opened.platform())));
    return opened;
  }

  private void restart(Map<String, String> environment) {
    test.close();
    test = open(environment);
  }

  private void configure(String provider) {
    test.publish(
        event("configure", CONFIGURE, "configure", Map.of("project", "shop", "type", provider)));
    awaitUntil(
        () -> await(ProviderTable.get(test.platform().database().reader(), "shop")),
        provider::equals);
  }

  private void evaluate(String id, String context, double value) {
    trigger(id, context, Map.of("evaluation", WINDOW));
    KeptnEvent question = test.awaitEvent(context, GET_SLI);
    test.publish(answer("answer-" + id, context, value, Map.of()).withTriggeredId(question.id()));
    test.awaitEvent(context, FINISHED);
  }

  private void trigger(String id, String context, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>(SCOPE);
    data.putAll(more);
    test.publish(event(id, TRIGGERED, context, data).withGitCommitId("abc123"));
  }

  private KeptnEvent answer(String id, String context, double value, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>(SCOPE);
    data.put(
        "get-sli",
        Map.of(
            "indicatorValues",
            List.of(
                Map.of("metric", "rt", "value", value, "success", true),
                Map.of("metric", "er", "value", 0, "success", true))));
    data.putAll(more);
    return event(id, SLI_FINISHED, context, data);
  }

  private KeptnEvent finishedOf(String context) {
    return test.awaitEvent(context, FINISHED);
  }

  private static KeptnEvent event(
      String id, String type, String context, Map<String, Object> data) {
    return KeptnEvent.of(id, type, "test", Instant.now(), context, data);
  }

  private static ApiResponse slo(String text) {
    return ApiResponse.json(
        200, Map.of("resourceContent", Base64.getEncoder().encodeToString(text.getBytes(UTF_8))));
  }
}
