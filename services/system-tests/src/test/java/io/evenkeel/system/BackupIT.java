package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import io.evenkeel.system.RestClient.Answer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evenkeel export} of a server under load, {@code evenkeel import} into an empty one. */
class BackupIT {

  private static final String TOKEN = "backup-it";
  private static final String TASK = "sh.keptn.event.work";
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.2
      spec: {stages: [{name: dev, sequences: [{name: run, tasks: [{name: work}]}]}]}
      """;
  private static final String FILE = "/api/resource-service/v1/project/p1/stage/dev/resource/f.txt";

  /** What both installations have to say alike. */
  private static final List<String> SAME = List.of(
      "/api/controlPlane/v1/project",
      "/api/controlPlane/v1/project/p1/stage/dev/service",
      "/api/controlPlane/v1/uniform/registration",
      "/api/controlPlane/v1/log",
      "/api/secrets/v1/secret",
      "/api/evenkeel/v1/tokens",
      FILE);

  private static final Set<String> MOVING =
      Set.of("lastEventContext", "lastEventTypes", "metadata", "lastUsed", "openRemediations");

  @TempDir
  Path directory;

  private final List<ServerProcess> servers = new ArrayList<>();
  private final Map<String, Integer> ports = new LinkedHashMap<>();

  @AfterEach
  void stop() {
    servers.forEach(ServerProcess::close);
  }

  private RestClient start(String name) {
    int port = Ports.free();
    RestClient api = new RestClient(URI.create("http://127.0.0.1:" + port), TOKEN);
    servers.add(ServerProcess.start(
            "backup-" + name,
            Map.of("EVENKEEL_PLAYGROUND", "false"),
            "up",
            "--port=" + port,
            "--data=" + data(name),
            "--token=" + TOKEN)
        .awaitReady(api::isReady));
    ports.put(name, port);
    return api;
  }

  private Path data(String name) {
    return directory.resolve(name);
  }

  /** Runs a command that asks server {@code name}; returns its status and what it said. */
  private String command(String name, int status, String... arguments) {
    Map<String, String> environment = Map.of(
        "EVENKEEL_ENDPOINT",
        "http://127.0.0.1:%d/api".formatted(ports.getOrDefault(name, 0)),
        "EVENKEEL_API_TOKEN",
        TOKEN);
    try (ServerProcess process = ServerProcess.start("backup-command", environment, arguments)) {
      assertThat(process.awaitExit()).as(process.output()).isEqualTo(status);
      return process.output();
    }
  }

  @Test
  void anInstallationMovesWithEverythingWhileItRuns() throws IOException {
    RestClient one = start("one");
    fill(one);
    String done = run(one);
    String open = trigger(one);
    awaitOpen(one, open);
    Map<String, Object> before = same(one, done);
    Path file = directory.resolve("one.backup");

    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> traffic(one, enough));
    command("one", 0, "export", file.toString(), "--with-keys");
    enough.set(true);
    assertThat(load.join()).isPositive();
    assertThat(command("one", 1, "import", file.toString())).contains("installation is in use");

    RestClient two = start("two");
    byte[] whole = Files.readAllBytes(file);
    Path half = Files.write(directory.resolve("half"), Arrays.copyOf(whole, whole.length / 2));
    assertThat(command("two", 1, "import", half.toString())).contains("cut off");
    assertThat(command("two", 0, "import", file.toString())).contains("imported the backup of");

    assertThat(same(two, done)).isEqualTo(before);
    assertThat(two.get("/api/evenkeel/v1/audit/verify").body()).contains("true");
    finish(two, awaitOpen(two, open));
    assertThat(awaitEnd(two, open)).isEqualTo("finished");
    // The runs that waited behind it come next.
    assertThat(RestClient.await("the next run", () -> openTasks(two), next -> !next.isEmpty()))
        .noneMatch(task -> open.equals(task.get("shkeptncontext")));
    everyCommitIsThere(two);
    movesOffline();
  }

  /** The stopped second server into a third that never ran. */
  private void movesOffline() {
    servers.get(1).terminate();
    Path file = directory.resolve("two.backup");
    assertThat(command("", 1, "export", file.toString(), "--data=" + data("one")))
        .contains("in use by another running server");
    command("", 0, "export", file.toString(), "--data=" + data("two"), "--with-keys");

    assertThat(command("", 0, "import", file.toString(), "--data=" + data("three")))
        .contains("imported the backup of", "project=1");
    assertThat(data("three").resolve("git/p1.git/HEAD")).exists();
    assertThat(command("", 1, "import", file.toString(), "--data=" + data("three")))
        .contains("import into an empty one");
  }

  private static void fill(RestClient api) {
    api.createProject("p1", SHIPYARD);
    ok(api.post("/api/controlPlane/v1/project/p1/service", Map.of("serviceName", "svc")));
    api.upload("p1", "dev", "", "f.txt", "kept".getBytes(StandardCharsets.UTF_8));
    ok(api.post(
        "/api/secrets/v1/secret", Map.of("name", "s1", "data", Map.of("password", "hidden"))));
    ok(api.post("/api/evenkeel/v1/tokens", Map.of("name", "t1", "scopes", List.of("read"))));
    Map<String, Object> registered = ok(api.post(
            "/api/controlPlane/v1/uniform/registration",
            Map.of(
                "name",
                "worker",
                "metadata",
                Map.of("hostname", "h", "kubernetesmetadata", Map.of("namespace", "n")),
                "subscriptions",
                List.of(Map.of("event", TASK + ".triggered")))))
        .json();
    ok(api.post(
        "/api/controlPlane/v1/log",
        Map.of("logs", List.of(Map.of("integrationid", registered.get("id"), "message", "m")))));
  }

  private static Answer ok(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isBetween(200, 204);
    return answer;
  }

  private static String trigger(RestClient api) {
    return api.sendEvent(
        "sh.keptn.event.dev.run.triggered",
        Map.of("project", "p1", "stage", "dev", "service", "svc"));
  }

  private static String run(RestClient api) {
    String context = trigger(api);
    finish(api, awaitOpen(api, context));
    assertThat(awaitEnd(api, context)).isEqualTo("finished");
    return context;
  }

  /** The task's triggered event, once it is there. */
  private static Map<String, Object> awaitOpen(RestClient api, String context) {
    return RestClient.await(
            "an open task",
            () -> openTasks(api).stream()
                .filter(event -> context.equals(event.get("shkeptncontext")))
                .toList(),
            events -> !events.isEmpty())
        .get(0);
  }

  private static List<Map<String, Object>> openTasks(RestClient api) {
    String path = "/api/controlPlane/v1/event/triggered/%s.triggered?project=p1&pageSize=1000";
    return Json.list(api.get(path.formatted(TASK)).json().get("events")).stream()
        .map(Json::object)
        .toList();
  }

  private static void finish(RestClient api, Map<String, Object> triggered) {
    for (String kind : List.of("started", "finished")) {
      Map<String, Object> data = new LinkedHashMap<>(Json.object(triggered.get("data")));
      data.put("status", "succeeded");
      data.put("result", "pass");
      ok(api.post(
          "/api/v1/event",
          Map.of(
              "type",
              TASK + "." + kind,
              "source",
              "worker",
              "specversion",
              "1.0",
              "shkeptncontext",
              triggered.get("shkeptncontext"),
              "triggeredid",
              triggered.get("id"),
              "data",
              data)));
    }
  }

  private static String awaitEnd(RestClient api, String context) {
    return RestClient.await(
        "the end of " + context,
        () -> Json.list(api.get("/api/controlPlane/v1/sequence/p1?keptnContext=" + context)
                .json()
                .get("states"))
            .stream()
            .map(state -> Json.text(Json.object(state).get("state")))
            .findFirst()
            .orElse(""),
        state -> state.equals("finished") || state.equals("timedOut"));
  }

  /** Runs and files, one after the other; returns how many. */
  private static int traffic(RestClient api, AtomicBoolean enough) {
    int count = 0;
    while (!enough.get()) {
      api.upload("p1", "", "", "n" + count, new byte[] {(byte) count});
      trigger(api);
      count++;
    }
    return count;
  }

  private static Map<String, Object> same(RestClient api, String context) {
    Map<String, Object> said = new LinkedHashMap<>();
    SAME.forEach(path -> said.put(path, standing(Json.parse(ok(api.get(path)).body()))));
    for (String path : List.of(
        "/api/mongodb-datastore/event?project=p1&pageSize=100&keptnContext=" + context,
        "/api/controlPlane/v1/sequence/p1?keptnContext=" + context,
        "/api/controlPlane/v1/sequence-execution?project=p1&keptnContext=" + context)) {
      said.put(path, Json.parse(ok(api.get(path)).body()));
    }
    return said;
  }

  /** Without what newer traffic and signs of life change. */
  private static @Nullable Object standing(@Nullable Object json) {
    if (json instanceof List<?> list) {
      return list.stream().map(BackupIT::standing).toList();
    }
    if (!(json instanceof Map<?, ?>)) {
      return json;
    }
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    Json.object(json).forEach((name, value) -> {
      if (!MOVING.contains(name)) {
        kept.put(name, standing(value));
      }
    });
    return kept;
  }

  /** Every run names the commit it works with; each can still be read. */
  private static void everyCommitIsThere(RestClient api) {
    Answer runs = ok(api.get("/api/controlPlane/v1/sequence-execution?project=p1&pageSize=500"));
    List<String> commits = Json.list(runs.json().get("sequenceExecutions")).stream()
        .map(run -> Json.text(Json.at(Json.object(run), "scope", "gitcommitid")))
        .distinct()
        .toList();
    assertThat(commits).isNotEmpty().allSatisfy(commit -> {
      Answer file = ok(api.get(FILE + "?gitCommitID=" + commit));
      assertThat(new String(
              Base64.getDecoder().decode(Json.text(file.json().get("resourceContent"))),
              StandardCharsets.UTF_8))
          .isEqualTo("kept");
    });
  }
}
