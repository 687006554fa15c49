package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import io.evenkeel.system.RestClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server on a disk that is full, or that can not be written. */
class DiskIT {

  private static final String TOKEN = "disk-it";
  private static final int ATTEMPTS_MAX = 200;
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      spec: {stages: [{name: qa, sequences: [{name: delivery, tasks: [{name: deployment}]}]}]}
      """;

  @TempDir
  Path directory;

  private final int port = Ports.free();
  private final RestClient api = new RestClient(URI.create("http://127.0.0.1:" + port), TOKEN);

  @Test
  void aFullDiskTurnsEventsDownLosesNoneAndIsLeftBehindWhenThereIsSpace() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory, "size=24m");
        ServerProcess server = up(disk)) {
      server.awaitReady(api::isReady);
      api.createProject("known", SHIPYARD);
      disk.fill();

      List<String> acknowledged = new ArrayList<>();
      Answer refused = sendUntilRefused(acknowledged);

      assertThat(refused.status()).isEqualTo(503);
      assertThat(message(refused)).contains("not stored", "is full", "send it again");
      assertThat(message(project("other"))).contains("is full", "try again");
      assertThat(message(file())).contains("is full", "try again");
      assertThat(api.get("/api/controlPlane/v1/project/known").status()).isEqualTo(200);

      disk.free();
      acknowledged.add(ghost());
      acknowledged.forEach(this::awaitAnswer);
      assertThat(project("other").status()).isEqualTo(201);
    }
  }

  @Test
  void whatWasAcknowledgedBeforeAKillOnAFullDiskIsThereAfterwards() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory, "size=24m")) {
      List<String> acknowledged = new ArrayList<>();
      try (ServerProcess server = up(disk)) {
        server.awaitReady(api::isReady);
        acknowledged.add(ghost());
        disk.fill();
        sendUntilRefused(acknowledged);
        server.kill();
      }

      disk.free();
      try (ServerProcess server = up(disk)) {
        server.awaitReady(api::isReady);
        acknowledged.forEach(this::awaitAnswer);
      }
    }
  }

  @Test
  void aServerDoesNotStartOnAFullDiskAndSaysSo() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory, "size=1m")) {
      disk.fill();

      assertThat(refusal(up(disk))).contains("the disk of the data directory is full", "--data");
    }
  }

  @Test
  void aDiskThatCanNotBeWrittenIsNamed() throws IOException {
    try (SmallDisk disk = SmallDisk.mount(directory, "size=1m,ro")) {
      assertThat(refusal(up(disk)))
          .contains(disk.path().resolve("data").toString(), "can not be written", "--data");
    }
  }

  private ServerProcess up(SmallDisk disk) {
    return ServerProcess.start(
        "disk-" + port,
        Map.of(),
        "up",
        "--port=" + port,
        "--data=" + disk.path().resolve("data"),
        "--token=" + TOKEN);
  }

  /** What {@code evenkeel} says instead of starting: one line, no stack trace. */
  private static String refusal(ServerProcess server) {
    assertThat(server.awaitExit()).isEqualTo(1);
    List<String> said =
        server.output().lines().filter(line -> !line.contains(" INFO ")).toList();
    assertThat(said).as(server.log().toString()).hasSize(1);
    return said.get(0);
  }

  /** Sends events for a project nobody knows; notes the contexts of those that were taken. */
  private Answer sendUntilRefused(List<String> acknowledged) {
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Answer answer = api.post("/api/v1/event", ghostEvent());
      if (answer.status() != 200) {
        return answer;
      }
      acknowledged.add(Json.text(answer.json().get("keptnContext")));
    }
    throw new AssertionError("a full disk took %d events".formatted(ATTEMPTS_MAX));
  }

  private String ghost() {
    Answer answer = api.post("/api/v1/event", ghostEvent());
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return Json.text(answer.json().get("keptnContext"));
  }

  private static Map<String, Object> ghostEvent() {
    return Map.of(
        "type",
        "sh.keptn.event.qa.delivery.triggered",
        "source",
        "disk-it",
        "specversion",
        "1.0",
        "data",
        Map.of(
            "project", "ghost", "stage", "qa", "service", "cart", "filler", "x".repeat(64 * 1024)));
  }

  /** The event is in the log, and so is the answer that it got from its handler. */
  private void awaitAnswer(String context) {
    RestClient.await(
        "the answer to " + context, () -> api.events(context), events -> events.stream()
            .map(event -> Json.text(event.get("type")))
            .toList()
            .containsAll(List.of(
                "sh.keptn.event.qa.delivery.triggered", "sh.keptn.event.qa.delivery.finished")));
  }

  private Answer project(String name) {
    return api.post(
        "/api/controlPlane/v1/project",
        Map.of("name", name, "shipyard", base64(SHIPYARD.getBytes(StandardCharsets.UTF_8))));
  }

  private Answer file() {
    Map<String, String> file =
        Map.of("resourceURI", "file", "resourceContent", base64(new byte[100_000]));
    return api.post(
        "/api/resource-service/v1/project/known/resource", Map.of("resources", List.of(file)));
  }

  private static String message(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isIn(503, 507);
    return Json.text(answer.json().get("message"));
  }

  private static String base64(byte[] content) {
    return Base64.getEncoder().encodeToString(content);
  }
}
