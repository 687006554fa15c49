package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import io.evenkeel.system.RestClient.Answer;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Cases of the sequence contract that need more than the controller, against a running server with
 * the original's validation of events: sections N (approvals), O (intake), and what is probed all
 * the time while an installation is upgraded.
 */
class SequenceCasesIT {

  private static final String TOKEN = "sequence-cases-it";
  private static final int PORT = Ports.free();
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.2
      kind: Shipyard
      spec:
        stages:
          - {name: dev, sequences: [{name: seq, tasks: [{name: work}]}]}
          - {name: c1, sequences: [{name: approval, tasks: [{name: approval, properties: {pass: automatic, warning: automatic}}]}]}
          - {name: c2, sequences: [{name: approval, tasks: [{name: approval, properties: {pass: manual, warning: automatic}}]}]}
          - {name: c3, sequences: [{name: approval, tasks: [{name: approval, properties: {pass: automatic, warning: manual}}]}]}
          - {name: c4, sequences: [{name: approval, tasks: [{name: approval, properties: {pass: manual, warning: manual}}]}]}
      """;
  private static final RestClient API =
      new RestClient(URI.create("http://127.0.0.1:" + PORT), TOKEN);

  private static ServerProcess server;

  @BeforeAll
  static void start(@TempDir Path directory) {
    server = ServerProcess.start(
        "sequence-cases",
        Map.of("EVENT_VALIDATION_ENABLED", "true"),
        "up",
        "--port=" + PORT,
        "--data=" + directory,
        "--token=" + TOKEN);
    server.awaitReady(API::isReady);
    API.createProject("p1", SHIPYARD);
    API.post("/api/controlPlane/v1/project/p1/service", Map.of("serviceName", "svc"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, Object> scope(String stage) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("project", "p1");
    data.put("stage", stage);
    data.put("service", "svc");
    return data;
  }

  private static Map<String, Object> awaitEvent(String context, String type) {
    return RestClient.await(
            type,
            () -> API.events(context).stream()
                .filter(event -> type.equals(event.get("type")))
                .toList(),
            found -> !found.isEmpty())
        .get(0);
  }

  @ParameterizedTest
  @Tag("N01")
  @Tag("N02")
  @Tag("N03")
  @Tag("N04")
  @Tag("N05")
  @Tag("N06")
  @Tag("N07")
  @Tag("N08")
  @Tag("N09")
  @Tag("N10")
  @Tag("N11")
  @Tag("N12")
  @Tag("N13")
  @CsvSource({
    "c1, pass, pass",
    "c1, warning, pass",
    "c1, fail, fail",
    "c1, '', ''",
    "c2, pass, ''",
    "c2, warning, pass",
    "c2, fail, fail",
    "c3, pass, pass",
    "c3, warning, ''",
    "c3, fail, fail",
    "c4, pass, ''",
    "c4, warning, ''",
    "c4, fail, fail",
  })
  void anApprovalIsDecidedAsItsStrategySaysOrWaitsForSomebody(
      String stage, String result, String expected) {
    Map<String, Object> data = scope(stage);
    data.put("result", result);
    String context = API.sendEvent("sh.keptn.event." + stage + ".approval.triggered", data);
    Map<String, Object> started = awaitEvent(context, "sh.keptn.event.approval.started");
    if (expected.isEmpty()) {
      assertThat(open(stage)).contains(Json.text(started.get("triggeredid")));
      answer(started, stage);
    }

    Map<String, Object> finished = awaitEvent(context, "sh.keptn.event.approval.finished");
    assertThat(finished.get("source"))
        .isEqualTo(expected.isEmpty() ? "somebody" : "approval-service");
    assertThat(Json.at(finished, "data", "result"))
        .isEqualTo(expected.isEmpty() ? "pass" : expected);
    awaitEvent(context, "sh.keptn.event." + stage + ".approval.finished");
  }

  @Test
  @Tag("N15")
  void onceAllIsAnsweredTheCommandLineShowsNoOpenApproval() {
    Map<String, Object> data = scope("c4");
    data.put("result", "pass");
    String context = API.sendEvent("sh.keptn.event.c4.approval.triggered", data);
    answer(awaitEvent(context, "sh.keptn.event.approval.started"), "c4");
    awaitEvent(context, "sh.keptn.event.c4.approval.finished");

    assertThat(shown("c4")).contains("No approval.triggered events have been found");
  }

  private static String open(String stage) {
    return API.get("/api/controlPlane/v1/event/triggered/sh.keptn.event.approval.triggered"
            + "?project=p1&stage=" + stage)
        .body();
  }

  private static void answer(Map<String, Object> started, String stage) {
    Map<String, Object> data = scope(stage);
    data.put("result", "pass");
    data.put("status", "succeeded");
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", "sh.keptn.event.approval.finished");
    event.put("source", "somebody");
    event.put("shkeptncontext", started.get("shkeptncontext"));
    event.put("triggeredid", started.get("triggeredid"));
    event.put("data", data);
    assertThat(API.post("/api/v1/event", event).status()).isEqualTo(200);
  }

  private static String shown(String stage) {
    ServerProcess cli = ServerProcess.start(
        "sequence-cases-cli",
        Map.of(
            "EVENKEEL_ENDPOINT", "http://127.0.0.1:" + PORT + "/api", "EVENKEEL_API_TOKEN", TOKEN),
        "get",
        "event",
        "approval.triggered",
        "--project=p1",
        "--stage=" + stage);
    assertThat(cli.awaitExit()).as(cli.output()).isZero();
    return cli.output();
  }

  private static Answer post(String type, String data) {
    String event = "{\"type\":\"sh.keptn.event.%s\",\"source\":\"test\",\"data\":%s}";
    return API.post("/api/v1/event", event.formatted(type, data));
  }

  @ParameterizedTest
  @Tag("O01")
  @Tag("O03")
  @Tag("O04")
  @Tag("O06")
  @Tag("O07")
  @Tag("O09")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "dev.seq.triggered | {\"project\":\"p2\",\"stage\":\"dev\",\"service\":\"s\"} | 200 | keptnContext",
        "dev.seq.triggered | {\"project\":\"p2\",\"stage\":\"qa\",\"service\":\"s\"} | 400 | stage name in event data and in event type does not match",
        "work.triggered | {\"project\":\"p2\",\"stage\":\"dev\",\"service\":\"s\"} | 400 | unknown event type action: triggered",
        "work.finished | {\"project\":\"p2\",\"stage\":\"dev\",\"service\":\"s\",\"status\":\"succeeded\"} | 400 | result field is not set",
        "work.finished | {\"project\":\"p2\",\"stage\":\"dev\",\"service\":\"s\",\"result\":\"pass\"} | 400 | status field is not set",
        "dev.seq.triggered | {\"stage\":\"dev\",\"service\":\"s\"} | 400 | mandatory field(s) 'project', 'stage' or 'service' missing",
        "work.started | {\"project\":\"p2\",\"stage\":\"dev\"} | 400 | mandatory field(s) 'project', 'stage' or 'service' missing",
        "evaluation.invalidated | {\"project\":\"p2\",\"stage\":\"dev\",\"service\":\"s\"} | 200 | keptnContext",
      })
  void theIntakeTakesWhatIsCompleteAndSaysWhatIsNot(
      String type, String data, int status, String text) {
    Answer answer = post(type, data);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).contains(text);
  }

  @Test
  @Tag("O10")
  @Tag("O11")
  void aContextIsKeptMadeOrDerived() {
    String uuid = UUID.randomUUID().toString();

    assertThat(context(uuid)).isEqualTo(uuid);
    assertThat(context("abc")).isNotEqualTo("abc").isEqualTo(context("abc"));
    assertThat(context("")).isNotEqualTo(context(""));
    assertThat(UUID.fromString(context("abc"))).isNotNull();
  }

  private static String context(String wanted) {
    Answer answer = API.post(
        "/api/v1/event",
        "{\"type\":\"sh.keptn.event.evaluation.invalidated\",\"source\":\"test\","
            + "\"shkeptncontext\":\"%s\",\"data\":{}}".formatted(wanted));
    return Json.text(answer.json().get("keptnContext"));
  }

  @Test
  @Tag("D08")
  @Tag("D10")
  @Tag("D11")
  void anEventMayBeHandedInAsItIs() {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", "sh.keptn.event.work.finished");
    event.put("id", UUID.randomUUID().toString());
    event.put("source", "test");
    event.put("time", "2026-01-01T00:00:00Z");
    event.put("data", scope("dev"));
    Answer taken = API.post("/api/controlPlane/v1/event", event);
    event.put("type", "sh.keptn.foo");
    Answer refused = API.post("/api/controlPlane/v1/event", event);

    assertThat(taken).isEqualTo(new Answer(200, ""));
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.body()).contains("sh.keptn.foo is not a valid keptn event type");
    assertThat(API.post("/api/controlPlane/v1/event", "no JSON").status()).isEqualTo(400);
  }

  @Test
  @Tag("L19")
  void aQualityGateRunsFromTheRequestToTheSummary() {
    Answer requested = API.post(
        "/api/controlPlane/v1/project/p1/stage/dev/service/svc/evaluation",
        Map.of("timeframe", "5m"));
    String context = Json.text(requested.json().get("keptnContext"));
    for (String kind : List.of("started", "finished")) {
      assertThat(awaitEvent(context, "sh.keptn.event.evaluation." + kind).get("source"))
          .isEqualTo("lighthouse-service");
    }
    awaitEvent(context, "sh.keptn.event.dev.evaluation.finished");
    String states =
        API.get("/api/controlPlane/v1/sequence/p1?keptnContext=" + context).body();
    String service =
        API.get("/api/controlPlane/v1/project/p1/stage/dev/service/svc").body();

    assertThat(states).contains("\"latestEvaluation\":{\"result\":");
    assertThat(service)
        .contains("evaluation.triggered", "evaluation.started", "evaluation.finished");
  }

  @ParameterizedTest
  @Tag("P04")
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /api/v1/auth | 200",
        "GET | /api/v1/metadata | 200",
        "GET | /api/controlPlane/v1/uniform/registration?name=nobody | 200",
        "GET | /api/mongodb-datastore/event?project=ghost | 200",
        "GET | /api/resource-service/v1/project/ghost/resource/shipyard.yaml | 404",
        "GET | /api/statistics/v1/statistics?from=1600000000&to=1600000001 | 404",
      })
  void whatIsProbedAllTheTimeAnswersAsExpected(String method, String path, int status) {
    Answer answer = API.send(method, path, null);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    if (path.endsWith("event?project=ghost")) {
      assertThat(answer.json()).containsEntry("events", List.of()).containsEntry("pageSize", 20L);
    }
  }
}
