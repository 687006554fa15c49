package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.system.RestClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel up}, and what it says to bad input. */
class UpIT {

  private static final String TOKEN = "up-it";
  private static final int PORT = ServerProcess.freePort();
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      spec: {stages: [{name: qa, sequences: [{name: delivery, tasks: [{name: deployment}]}]}]}
      """;

  @TempDir
  static Path shared;

  private static ServerProcess server;

  @TempDir
  Path directory;

  private final RestClient api = client(TOKEN);

  @BeforeAll
  static void start() {
    server = up("up", shared.resolve("data"), PORT);
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

  private static ServerProcess up(String log, Path data, int port) {
    return ServerProcess.start(
        log,
        Map.of(),
        "up",
        "--port",
        String.valueOf(port),
        "--data",
        data.toString(),
        "--token",
        TOKEN);
  }

  @Test
  void saysWhereItIsWhenItIsReady() {
    assertThat(server.output())
        .contains("Evenkeel is ready: API http://127.0.0.1:" + PORT + "/api")
        .contains("bridge http://127.0.0.1:" + PORT + "/bridge/");
  }

  @Test
  void anUnauthorisedEventIsRefused() {
    Answer answer = client("wrong").post("/api/v1/event", trigger("known", "qa", "cart"));

    assertThat(answer.status()).isIn(401, 429);
    assertThat(answer.body()).contains("\"code\":" + answer.status());
  }

  @Test
  void aMalformedEventIsRefusedWithThePlaceOfTheMistake() {
    Answer answer =
        api.post("/api/v1/event", "{\"type\": \"sh.keptn.event.qa.delivery.triggered\",");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(Json.text(answer.json().get("message"))).contains("failed, because");
  }

  @Test
  void anEventOfMoreThanAMebibyteIsRefusedAndTheServerStaysWell() {
    Map<String, Object> data = Map.of("project", "known", "filler", "x".repeat(1 << 20));

    Answer answer = api.post(
        "/api/v1/event",
        Map.of("type", "sh.keptn.event.qa.delivery.triggered", "source", "test", "data", data));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(Json.text(answer.json().get("message"))).contains("1024");
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
    String type = "sh.keptn.event." + stage + ".delivery.finished";
    List<Map<String, Object>> events =
        RestClient.await(type, () -> api.events(context), found -> found.stream()
            .anyMatch(event -> type.equals(event.get("type"))));
    Map<String, Object> finished = events.stream()
        .filter(event -> type.equals(event.get("type")))
        .findFirst()
        .orElseThrow();
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
    assertThat(Json.text(answer.json().get("message")))
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

    String context = api.sendEvent(
        "sh.keptn.event.qa.delivery.triggered",
        Map.of("project", "chartless", "stage", "qa", "service", "cart"));
    String type = "sh.keptn.event.deployment.finished";
    List<Map<String, Object>> events =
        RestClient.await(type, () -> api.events(context), found -> found.stream()
            .anyMatch(event -> type.equals(event.get("type"))));

    Map<String, Object> finished = events.stream()
        .filter(event -> type.equals(event.get("type")))
        .findFirst()
        .orElseThrow();
    assertThat(Json.at(finished, "data", "result")).isEqualTo("fail");
    assertThat(Json.text(Json.at(finished, "data", "message")))
        .contains("Error while creating job", "nil pointer evaluating");
  }

  @Test
  void theDataDirectoryOfARunningServerIsNotTaken() {
    assertRefused(up("up-held", shared.resolve("data"), ServerProcess.freePort()))
        .contains("in use by another running server")
        .contains("--data");
  }

  @Test
  void aDataDirectoryThatCanNotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertRefused(up("up-file", file, ServerProcess.freePort()))
        .contains(file.toString())
        .contains("can not be written");
  }

  @Test
  void aPortInUseIsNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused(up("up-port", directory.resolve("data"), taken.getLocalPort()))
          .contains(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void aMisspeltSettingIsNamed() {
    ServerProcess misspelt = ServerProcess.start(
        "up-misspelt",
        Map.of("EVENKEEL_PROT", "80"),
        "up",
        "--port",
        "0",
        "--data",
        directory.resolve("data").toString());

    assertRefused(misspelt).contains("EVENKEEL_PROT is not a setting");
  }

  private static org.assertj.core.api.AbstractStringAssert<?> assertRefused(ServerProcess process) {
    assertThat(process.awaitExit()).isEqualTo(1);
    String said = process.output();
    assertThat(said).doesNotContain("\tat ").doesNotContain("is ready");
    return assertThat(
        said.lines().filter(line -> line.startsWith("evenkeel: ")).toList().toString());
  }

  @Test
  void stopsWhenItIsToldToAndKeepsWhatItAcknowledged() throws IOException {
    Path data = directory.resolve("data");
    int port = ServerProcess.freePort();
    RestClient own = new RestClient(URI.create("http://127.0.0.1:" + port), TOKEN);
    ServerProcess first = up("up-stop-" + port, data, port).awaitReady(own::isReady);
    String context = own.sendEvent(
        "sh.keptn.event.qa.delivery.triggered",
        Map.of("project", "ghost", "stage", "qa", "service", "cart"));

    assertThat(first.terminate()).isLessThan(Duration.ofSeconds(30));

    try (ServerProcess second = up("up-again-" + port, data, port)) {
      second.awaitReady(own::isReady);
      RestClient.await("the event", () -> own.events(context), found -> found.size() == 2);
    }
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
        Map.of("project", project, "stage", stage, "service", service));
  }

  private static byte[] text(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }
}
