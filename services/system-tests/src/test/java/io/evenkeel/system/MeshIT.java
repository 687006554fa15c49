package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import io.evenkeel.system.RestClient.Answer;
import io.evenkeel.testkit.TestPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel mesh}: every service in processes of its own, some of which are killed. */
class MeshIT {

  private static final String TOKEN = "mesh-it";

  /** Of 19 processes, on a machine that may have little time for them. */
  private static final Duration START = Duration.ofMinutes(2);

  private static final String PROJECT = "mesh";
  private static final List<String> SERVICES = List.of(
      "resource-service",
      "secret-service",
      "shipyard-controller",
      "approval-service",
      "remediation-service",
      "lighthouse-service",
      "prometheus-service",
      "job-executor",
      "api-gateway");
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      kind: Shipyard
      spec:
        stages:
          - name: dev
            sequences:
              - name: delivery
                tasks: [{name: build}, {name: check}]
      """;

  @TempDir
  Path directory;

  private final int port = freePair();
  private final RestClient api = new RestClient(URI.create("http://127.0.0.1:" + port), TOKEN);
  private final RestClient second =
      new RestClient(URI.create("http://127.0.0.1:" + (port + 1)), TOKEN);
  private final Set<String> answered = new HashSet<>();
  private ServerProcess mesh;

  @BeforeEach
  void start() throws Exception {
    mesh = ServerProcess.start(
        "mesh",
        Map.of(),
        "mesh",
        "--replicas",
        "2",
        "--port",
        String.valueOf(port),
        "--data",
        directory.resolve("data").toString(),
        "--token",
        TOKEN,
        "--store",
        TestPostgres.emptySchema());
    mesh.awaitReady(START, () -> SERVICES.stream()
        .allMatch(service -> isUp(service + "-1") && isUp(service + "-2")));
  }

  @AfterEach
  void stop() {
    mesh.close();
  }

  @Test
  void whatIsKilledComesBackAndNothingIsLost() {
    insist(
        () -> api.post(
            "/api/controlPlane/v1/project",
            Map.of("name", PROJECT, "shipyard", RestClient.base64(SHIPYARD))),
        201);
    insist(
        () -> api.post("/api/controlPlane/v1/project/mesh/service", Map.of("serviceName", "svc")),
        200);
    String first = startDelivery();
    awaitTask("build");

    Map<String, Long> before = new HashMap<>();
    SERVICES.forEach(service -> before.put(service + "-1", pid(service + "-1")));
    before.put("lighthouse-service-2", pid("lighthouse-service-2"));
    before.values().forEach(MeshIT::kill);

    String next = startDelivery();
    String gate = startEvaluation();
    for (String task : List.of("build", "check", "build", "check")) {
      answer(task);
    }
    List.of(first, next).forEach(context -> awaitEnd(context, "sh.keptn.event.dev.delivery"));
    awaitEnd(gate, "sh.keptn.event.dev.evaluation");

    for (String context : List.of(first, next)) {
      assertThat(types(context))
          .containsOnlyOnce(
              "sh.keptn.event.dev.delivery.triggered",
              "sh.keptn.event.build.triggered",
              "sh.keptn.event.build.finished",
              "sh.keptn.event.check.triggered",
              "sh.keptn.event.check.finished",
              "sh.keptn.event.dev.delivery.finished");
    }
    assertThat(types(gate)).containsOnlyOnce("sh.keptn.event.evaluation.finished");
    before.forEach((name, pid) -> {
      RestClient.await(name, () -> isUp(name) && pid(name) != pid, up -> up);
      assertThat(mesh.output()).contains(name + " ended and is started again; see ");
    });
  }

  /** Of two neighbours the first: one for each gateway. */
  private static int freePair() {
    int port = Ports.lasting();
    while (!Ports.isFree(port + 1)) {
      port = Ports.lasting();
    }
    return port;
  }

  /** What {@code mesh} said last of a process. */
  private String said(String name, String pattern) {
    Matcher line = Pattern.compile("(?m)^" + name + " " + pattern).matcher(mesh.output());
    String last = "";
    while (line.find()) {
      last = line.group(1);
    }
    return last;
  }

  private boolean isUp(String name) {
    return Set.of("is ready", "stands by").contains(said(name, "(.*)$"));
  }

  private long pid(String name) {
    return Long.parseLong(said(name, "starts \\(pid (\\d+)\\)"));
  }

  private static void kill(long pid) {
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Asks one gateway or the other until the answer is {@code status}: one may just be away. */
  private static Answer insist(Supplier<Answer> ask, int status) {
    return RestClient.await("status " + status, ask, answer -> answer.status() == status);
  }

  private Answer post(String path, Map<String, Object> body) {
    return insist(() -> api.isReady() ? api.post(path, body) : second.post(path, body), 200);
  }

  private Answer get(String path) {
    return insist(() -> api.isReady() ? api.get(path) : second.get(path), 200);
  }

  private String startDelivery() {
    String context = UUID.randomUUID().toString();
    send("dev.delivery.triggered", context, context, Map.of());
    return context;
  }

  private String startEvaluation() {
    String path = "/api/controlPlane/v1/project/mesh/stage/dev/service/svc/evaluation";
    return Json.text(post(path, Map.of("timeframe", "5m")).json().get("keptnContext"));
  }

  /** With the same id it counts once, however often it has to be sent. */
  private void send(String type, String id, String context, Map<String, Object> more) {
    Map<String, Object> data =
        new LinkedHashMap<>(Map.of("project", PROJECT, "stage", "dev", "service", "svc"));
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("id", id);
    event.put("type", "sh.keptn.event." + type);
    event.put("source", "mesh-it");
    event.put("specversion", "1.0");
    event.put("time", Instant.now().toString());
    event.put("shkeptncontext", context);
    event.put("data", data);
    if (!more.isEmpty()) {
      data.putAll(Map.of("status", "succeeded", "result", "pass"));
      event.putAll(more);
    }
    post("/api/controlPlane/v1/event", event);
  }

  private Map<String, Object> awaitTask(String task) {
    String path = "/api/controlPlane/v1/event/triggered/sh.keptn.event.%s.triggered?project=%s";
    return RestClient.await(
            task,
            () -> Json.list(get(path.formatted(task, PROJECT)).json().get("events")).stream()
                .map(Json::object)
                .filter(event -> !answered.contains(Json.text(event.get("id"))))
                .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private void answer(String task) {
    Map<String, Object> triggered = awaitTask(task);
    String id = Json.text(triggered.get("id"));
    String context = Json.text(triggered.get("shkeptncontext"));
    for (String phase : List.of("started", "finished")) {
      send(task + "." + phase, id + "-" + phase, context, Map.of("triggeredid", id));
    }
    answered.add(id);
  }

  private List<String> types(String context) {
    String path = "/api/mongodb-datastore/event?pageSize=100&keptnContext=" + context;
    return Json.list(get(path).json().get("events")).stream()
        .map(event -> Json.text(Json.object(event).get("type")))
        .toList();
  }

  private void awaitEnd(String context, String sequence) {
    RestClient.await(
        sequence, () -> types(context), types -> types.contains(sequence + ".finished"));
    RestClient.await(
        "state finished",
        () -> get("/api/controlPlane/v1/sequence/mesh?keptnContext=" + context).body(),
        body -> body.contains("\"state\":\"finished\""));
  }
}
