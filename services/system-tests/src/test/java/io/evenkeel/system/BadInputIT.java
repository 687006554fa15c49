package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import io.evenkeel.system.RestClient.Answer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running server says to bad input: status, and a sentence that helps. */
class BadInputIT {

  private static final String TOKEN = "bad-input-it";
  private static final int PORT = Ports.free();
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      spec: {stages: [{name: qa, sequences: [{name: delivery, tasks: [{name: deployment}]}]}]}
      """;

  private static ServerProcess server;

  private final RestClient api = client(TOKEN);

  @BeforeAll
  static void start(@TempDir Path directory) {
    server = ServerProcess.start(
        "bad-input", Map.of(), "up", "--port=" + PORT, "--data=" + directory, "--token=" + TOKEN);
    server.awaitReady(client(TOKEN)::isReady);
    client(TOKEN).createProject("known", SHIPYARD);
    client(TOKEN).post("/api/controlPlane/v1/project/known/service", Map.of("serviceName", "cart"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RestClient client(String token) {
    return new RestClient(URI.create("http://127.0.0.1:" + PORT), token);
  }

  @Test
  void anUnauthorisedEventIsRefused() {
    Answer answer = client("wrong").post("/api/v1/event", trigger("known", "qa", "cart"));

    assertThat(answer.status()).isIn(401, 429);
    assertThat(answer.body()).contains("\"code\":" + answer.status());
  }

  @Test
  void anEventWithoutATokenIsRefused() {
    Answer answer = client("").post("/api/v1/event", trigger("known", "qa", "cart"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(message(answer)).isEqualTo("unauthenticated for invalid credentials");
  }

  @Test
  void anEventThatLacksAFieldIsRefusedByItsName() {
    Answer answer = api.post("/api/v1/event", Map.of("source", "test", "type", "a.b"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(message(answer)).isEqualTo("data in body is required");
  }

  @Test
  void aFinishedEventSentAgainChangesNothing() {
    String context =
        api.sendEvent("sh.keptn.event.qa.delivery.triggered", place("known", "qa", "cart"));
    Map<String, Object> triggered = await(context, "deployment.triggered");
    answer(triggered, "started");
    answer(triggered, "finished");
    Map<String, Object> delivered = await(context, "qa.delivery.finished");
    answer(triggered, "finished");
    answer(triggered, "finished");

    // The next run waits for nothing that the copies could have broken.
    String next =
        api.sendEvent("sh.keptn.event.qa.delivery.triggered", place("known", "qa", "cart"));
    Map<String, Object> own = await(next, "deployment.triggered");
    answer(own, "started");
    answer(own, "finished");
    await(next, "qa.delivery.finished");

    assertThat(ofType(context, "qa.delivery.finished")).containsExactly(delivered);
    assertThat(ofType(context, "deployment.triggered")).hasSize(1);
    assertThat(ofType(next, "qa.delivery.finished")).hasSize(1);
  }

  private void answer(Map<String, Object> triggered, String phase) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", "sh.keptn.event.deployment." + phase);
    event.put("source", "test");
    event.put("specversion", "1.0");
    event.put("shkeptncontext", triggered.get("shkeptncontext"));
    event.put("triggeredid", triggered.get("id"));
    Map<String, Object> data = new LinkedHashMap<>(place("known", "qa", "cart"));
    data.put("status", "succeeded");
    data.put("result", "pass");
    event.put("data", data);
    assertThat(api.post("/api/v1/event", event).status()).isEqualTo(200);
  }

  private Map<String, Object> await(String context, String type) {
    return RestClient.await(type, () -> ofType(context, type), found -> !found.isEmpty())
        .get(0);
  }

  private List<Map<String, Object>> ofType(String context, String type) {
    return api.events(context).stream()
        .filter(event -> ("sh.keptn.event." + type).equals(event.get("type")))
        .toList();
  }

  @Test
  void aMalformedEventIsRefusedWithThePlaceOfTheMistake() {
    Answer answer =
        api.post("/api/v1/event", "{\"type\": \"sh.keptn.event.qa.delivery.triggered\",");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(message(answer)).contains("failed, because");
  }

  @Test
  void anEventOfMoreThanAMebibyteIsRefusedAndTheServerStaysWell() {
    Map<String, Object> data = Map.of("project", "known", "filler", "x".repeat(1 << 20));

    Answer answer = api.post(
        "/api/v1/event",
        Map.of("type", "sh.keptn.event.qa.delivery.triggered", "source", "test", "data", data));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(message(answer)).contains("1024");
    assertThat(api.isReady()).isTrue();
  }

  @Test
  void anUnknownProjectStageOrSequenceIsAnsweredByAFinishedEventThatSaysSo() {
    assertThat(refusal(trigger("ghost", "qa", "cart"), "qa"))
        .startsWith(
            "Unable to retrieve Shipyard file: could not retrieve shipyard.yaml for project ghost");
    assertThat(refusal(trigger("known", "nowhere", "cart"), "nowhere"))
        .isEqualTo("Unable to start sequence delivery: no stage with name nowhere");
  }

  private String refusal(Map<String, Object> trigger, String stage) {
    Answer accepted = api.post("/api/v1/event", trigger);
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
    String context = Json.text(accepted.json().get("keptnContext"));
    Map<String, Object> finished = await(context, stage + ".delivery.finished");
    assertThat(Json.at(finished, "data", "status")).isEqualTo("errored");
    return Json.text(Json.at(finished, "data", "message"));
  }

  @Test
  void aShipyardOfAnUnknownVersionIsRefused() {
    String old = SHIPYARD.replace("0.2.3", "0.1.7");
    Answer answer = api.post(
        "/api/controlPlane/v1/project",
        Map.of("name", "old", "shipyard", base64(old.getBytes(StandardCharsets.UTF_8))));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(message(answer))
        .startsWith(
            "Could not validate payload: provided shipyard file is not valid: Invalid shipyard");
  }

  @Test
  void aChartThatDoesNotRenderFailsTheTaskWithHelmsWords() {
    api.createProject("chartless", SHIPYARD);
    api.post("/api/controlPlane/v1/project/chartless/service", Map.of("serviceName", "cart"));
    api.upload("chartless", "qa", "cart", "job/config.yaml", text("""
        apiVersion: v2
        actions:
          - name: Deploy
            events: [{name: sh.keptn.event.deployment.triggered}]
            tasks:
              - name: Run helm
                files: [charts]
                image: alpine/helm:3.9.0
                cmd: [helm]
                args: [upgrade, --install, --create-namespace, -n, chartless-qa, cart, /keptn/charts/cart]
        """));
    api.upload(
        "chartless",
        "qa",
        "cart",
        "charts/cart/Chart.yaml",
        text("apiVersion: v2\nname: cart\nversion: 0.1.0\n"));
    api.upload(
        "chartless",
        "qa",
        "cart",
        "charts/cart/templates/x.yaml",
        text("{{ .Values.missing.deep }}\n"));

    String context =
        api.sendEvent("sh.keptn.event.qa.delivery.triggered", place("chartless", "qa", "cart"));
    Map<String, Object> finished = await(context, "deployment.finished");

    assertThat(Json.at(finished, "data", "result")).isEqualTo("fail");
    assertThat(Json.text(Json.at(finished, "data", "message")))
        .contains("Error while creating job", "nil pointer evaluating");
  }

  private static Map<String, Object> trigger(String project, String stage, String service) {
    return Map.of(
        "type",
        "sh.keptn.event." + stage + ".delivery.triggered",
        "source",
        "test",
        "specversion",
        "1.0",
        "data",
        place(project, stage, service));
  }

  private static Map<String, Object> place(String project, String stage, String service) {
    return Map.of("project", project, "stage", stage, "service", service);
  }

  private static String message(Answer answer) {
    return Json.text(answer.json().get("message"));
  }

  private static byte[] text(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }
}
