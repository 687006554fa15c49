package io.evenkeel.lighthouse;

import static io.evenkeel.lighthouse.LighthouseVerticle.CONFIGURE;
import static io.evenkeel.lighthouse.LighthouseVerticle.SLI_FINISHED;
import static io.evenkeel.lighthouse.LighthouseVerticle.TRIGGERED;
import static io.evenkeel.testkit.TestPlatform.await;
import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
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
import org.junit.jupiter.api.io.TempDir;

/** A lighthouse on a real store, with a resource service of two ends; shared by its tests. */
abstract class LighthouseFixture {

  static final String GET_SLI = "sh.keptn.event.get-sli.triggered";
  static final String STARTED = "sh.keptn.event.evaluation.started";
  static final String FINISHED = "sh.keptn.event.evaluation.finished";
  static final String SLO = """
      filter: {handler: main}
      objectives:
        - sli: rt
          pass: [{criteria: ["<=+10%"]}]
        - sli: rt
        - sli: er
      total_score: {pass: 90%}
      """;
  static final Map<String, Object> SCOPE =
      Map.of("project", "shop", "stage", "qa", "service", "cart");
  static final Map<String, Object> WINDOW =
      Map.of("start", "2022-03-01T10:00:00.000Z", "end", "2022-03-01T10:10:00.000Z");

  @TempDir
  Path directory;

  final List<ApiRequest> sloRequests = new CopyOnWriteArrayList<>();
  volatile ApiResponse sloAnswer = slo(SLO);
  TestPlatform test;

  @BeforeEach
  void start() {
    test = open(Map.of());
  }

  @AfterEach
  void stop() {
    test.close();
  }

  final TestPlatform open(Map<String, String> environment) {
    TestPlatform opened = TestPlatform.open(directory, environment);
    await(opened.platform().api().serve("resource-service", Map.of("getResource", request -> {
      sloRequests.add(request);
      return Future.succeededFuture(sloAnswer);
    })));
    await(opened.vertx().deployVerticle(new LighthouseVerticle(opened.platform())));
    return opened;
  }

  final void restart(Map<String, String> environment) {
    test.close();
    test = open(environment);
  }

  final void configure(String provider) {
    test.publish(
        event("configure", CONFIGURE, "configure", Map.of("project", "shop", "type", provider)));
    awaitUntil(
        () -> await(ProviderTable.get(test.platform().database().reader(), "shop")),
        provider::equals);
  }

  final void evaluate(String id, String context, double value) {
    trigger(id, context, Map.of("evaluation", WINDOW));
    KeptnEvent question = test.awaitEvent(context, GET_SLI);
    test.publish(answer("answer-" + id, context, value, Map.of()).withTriggeredId(question.id()));
    test.awaitEvent(context, FINISHED);
  }

  final void trigger(String id, String context, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>(SCOPE);
    data.putAll(more);
    test.publish(event(id, TRIGGERED, context, data).withGitCommitId("abc123"));
  }

  final KeptnEvent answer(String id, String context, double value, Map<String, Object> more) {
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

  final KeptnEvent finishedOf(String context) {
    return test.awaitEvent(context, FINISHED);
  }

  static KeptnEvent event(String id, String type, String context, Map<String, Object> data) {
    return KeptnEvent.of(id, type, "test", Instant.now(), context, data);
  }

  static ApiResponse slo(String text) {
    return ApiResponse.json(
        200, Map.of("resourceContent", Base64.getEncoder().encodeToString(text.getBytes(UTF_8))));
  }
}
