package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Route files edited by an operator while the server runs. */
class RouteIT {

  private static final String TOKEN = "route-it";

  /** Every sequence has one task, of its own name; a route of that name answers it. */
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      spec:
        stages:
          - name: qa
            sequences:
              - {name: edited, tasks: [{name: edited}]}
              - {name: healthy, tasks: [{name: healthy}]}
              - {name: mended, tasks: [{name: mended}]}
      """;

  @TempDir
  static Path data;

  private static ServerProcess server;
  private static RestClient api;

  @BeforeAll
  static void start() {
    String port = String.valueOf(Ports.free());
    api = new RestClient(URI.create("http://127.0.0.1:" + port), TOKEN);
    server = ServerProcess.start(
        "routes", Map.of(), "up", "--port", port, "--data", data.toString(), "--token", TOKEN);
    server.awaitReady(api::isReady);
    api.createProject("routes", SHIPYARD);
    api.post("/api/controlPlane/v1/project/routes/service", Map.of("serviceName", "cart"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anEditedFileIsLiveWithinASecond() throws IOException {
    write("edited", route("edited", "at first"));
    awaitRunning("edited", 1);
    assertThat(messageOf("edited")).isEqualTo("at first");

    // The quickest of several, so that only a slow product fails this and not a busy machine.
    Duration quickest = IntStream.rangeClosed(1, 5)
        .mapToObj(edit -> untilLive("edited", "edit " + edit, 1 + edit))
        .min(Duration::compareTo)
        .orElseThrow();

    assertThat(quickest).isLessThan(Duration.ofSeconds(1));
    assertThat(messageOf("edited")).isEqualTo("edit 5");
  }

  @Test
  void aBrokenFileIsQuarantinedWithLineAndReasonWhileTheOthersRunOn() throws IOException {
    write("healthy", route("healthy", "still here"));
    awaitRunning("healthy", 1);

    write("broken", route("broken", "x") + "        - to: helm:upgarde\n");

    assertThat(awaitLog("quarantined file=\"broken.camel.yaml\"", 1))
        .contains("line=\"7\"")
        .contains("helm:upgarde is unknown");
    assertThat(messageOf("healthy")).isEqualTo("still here");
  }

  @Test
  void aFileThatAnEditBrokeGoesOnAsItWasUntilItIsMended() throws IOException {
    write("mended", route("mended", "before"));
    awaitRunning("mended", 1);

    write("mended", "- route:\n    id: mended\n   from: {uri: task:mended}\n");

    assertThat(awaitLog("goes on running file=\"mended.camel.yaml\"", 1)).contains("line=\"3\"");
    assertThat(messageOf("mended")).isEqualTo("before");

    write("mended", route("mended", "after"));
    awaitRunning("mended", 2);
    assertThat(messageOf("mended")).isEqualTo("after");
  }

  private static String route(String name, String message) {
    return """
        - route:
            id: %s
            from:
              uri: task:%s
              steps:
                - setHeader: {name: KeptnMessage, constant: "%s"}
        """.formatted(name, name, message);
  }

  /** As an operator's tool does it: written aside, then put in place. */
  private static void write(String name, String content) throws IOException {
    Path file = data.resolve("routes").resolve(name + ".camel.yaml");
    Path aside = data.resolve(name + ".aside");
    Files.writeString(aside, content);
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Duration untilLive(String name, String message, int times) {
    Instant begin = Instant.now();
    try {
      write(name, route(name, message));
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    awaitRunning(name, times);
    return Duration.between(begin, Instant.now());
  }

  private static void awaitRunning(String name, int times) {
    awaitLog("routes are running file=\"" + name + ".camel.yaml\"", times);
  }

  /** The line of the server's log that contains {@code text} for the given time. */
  private static String awaitLog(String text, int times) {
    List<String> lines = RestClient.await(
        text,
        () -> server.output().lines().filter(line -> line.contains(text)).toList(),
        found -> found.size() >= times);
    return lines.get(times - 1);
  }

  /** What the task of this sequence's one route said when it had finished. */
  private static String messageOf(String sequence) {
    String context = api.sendEvent(
        "sh.keptn.event.qa." + sequence + ".triggered",
        Map.of("project", "routes", "stage", "qa", "service", "cart"));
    String type = "sh.keptn.event." + sequence + ".finished";
    List<Map<String, Object>> finished = RestClient.await(
        type,
        () -> api.events(context).stream()
            .filter(event -> type.equals(event.get("type")))
            .toList(),
        found -> !found.isEmpty());
    return Json.text(Json.at(finished.get(0), "data", "message"));
  }
}
