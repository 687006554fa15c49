package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases of section P: a server that is replaced by another on the same or on restored data. */
class RestartCasesIT {

  private static final String TOKEN = "restart-cases-it";
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.2
      spec: {stages: [{name: hardening, sequences: [{name: seq, tasks: [{name: evaluation}]}]}]}
      """;

  @TempDir
  Path directory;

  private final int port = Ports.free();
  private final RestClient api = new RestClient(URI.create("http://127.0.0.1:" + port), TOKEN);
  private int starts;
  private ServerProcess server;

  @BeforeEach
  void startFirst() {
    server = start();
  }

  private ServerProcess start() {
    return ServerProcess.start(
        "restart-cases-" + ++starts,
        Map.of(),
        "up",
        "--port=" + port,
        "--data=" + directory.resolve("data"),
        "--token=" + TOKEN);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @Tag("P02")
  @Tag("P06")
  void runsEndAcrossARestartAndARestoredBackupIsComplete() throws IOException {
    server.awaitReady(api::isReady);
    api.createProject("p1", SHIPYARD);
    api.post("/api/controlPlane/v1/project/p1/service", Map.of("serviceName", "svc"));
    String before = evaluate();
    server.terminate();
    Files.move(directory.resolve("data"), directory.resolve("lost"));
    copy(directory.resolve("lost"), directory.resolve("data"));

    server = start().awaitReady(api::isReady);
    assertFailed(before);
    assertThat(api.get("/api/controlPlane/v1/project/p1").body()).contains("\"svc\"");
    assertThat(api.get("/api/controlPlane/v1/sequence/p1").body()).contains(before);
    assertFailed(evaluate());
  }

  /** Without a time frame, which the lighthouse can't judge. */
  private String evaluate() {
    return api.sendEvent(
        "sh.keptn.event.hardening.evaluation.triggered",
        Map.of("project", "p1", "stage", "hardening", "service", "svc"));
  }

  private void assertFailed(String context) {
    String type = "sh.keptn.event.hardening.evaluation.finished";
    List<Map<String, Object>> found = RestClient.await(
        type,
        () -> api.events(context).stream()
            .filter(event -> type.equals(event.get("type")))
            .toList(),
        events -> !events.isEmpty());

    assertThat(found).hasSize(1);
    assertThat(Json.at(found.get(0), "data", "result")).isEqualTo("fail");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }
}
