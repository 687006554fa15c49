package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documents tell people to type, typed: the migration guide moves one running installation
 * into another, which then has the same.
 */
class DocsIT {

  private static final String TOKEN = "docs-it";
  private static final Pattern BLOCK =
      Pattern.compile("^ *```sh\\n(.*?)^ *```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final URI OLD = URI.create("http://127.0.0.1:" + Ports.free());
  private static final URI NEW = URI.create("http://127.0.0.1:" + Ports.free());
  private static final RestClient SOURCE = new RestClient(OLD, TOKEN);
  private static final RestClient TARGET = new RestClient(NEW, TOKEN);
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.2
      kind: Shipyard
      spec:
        stages:
          - name: dev
            sequences:
              - name: release
                tasks:
                  - name: smoke
      """;

  @TempDir
  static Path directory;

  private static ServerProcess old;
  private static ServerProcess fresh;

  @BeforeAll
  static void start() {
    old = up("docs-old", OLD);
    fresh = up("docs-new", NEW);
    old.awaitReady(SOURCE::isReady);
    fresh.awaitReady(TARGET::isReady);
  }

  private static ServerProcess up(String name, URI address) {
    return ServerProcess.start(
        name,
        Map.of(),
        "up",
        "--port=" + address.getPort(),
        "--data=" + directory.resolve(name),
        "--token=" + TOKEN);
  }

  @AfterAll
  static void stop() {
    old.close();
    fresh.close();
  }

  @Test
  void theMigrationGuideMovesAnInstallation() throws Exception {
    String context = fill();

    String said = typed("migration.md");

    assertThat(said)
        .contains("shop: project created with stages dev (dry run)")
        .contains("evenkeel create secret hook --scope=keptn-default --from-literal=key=VALUE")
        .contains("shop: project is here already", "Import complete");
    for (String path : List.of(
        "/api/mongodb-datastore/event?project=shop&type=sh.keptn.event.evaluation.finished",
        "/api/mongodb-datastore/event?pageSize=100&keptnContext=" + context,
        "/api/controlPlane/v1/sequence/shop",
        "/api/resource-service/v1/project/shop/stage/dev/service/cart/resource/slo.yaml")) {
      assertThat(comparable(TARGET.get(path).json()))
          .as(path)
          .isEqualTo(comparable(SOURCE.get(path).json()));
    }
    assertThat(TARGET
            .get("/api/controlPlane/v1/uniform/registration?includeExpired=true")
            .body())
        .contains("sh.keptn.event.deployment.triggered");
    assertThat(Json.list(TARGET
            .get("/api/controlPlane/v1/event/triggered/sh.keptn.event.dev.release.triggered")
            .json()
            .get("events")))
        .isEmpty();
  }

  @Test
  void everyCommandOfTheReferencesWorks() throws Exception {
    assertThat(typed("access.md")).contains("pipeline", "Token pipeline revoked");
    assertThat(typed("rest-api.md")).contains("\"keptnversion\"", "\"projects\"");
  }

  /** A project with a file, a run that ended, an evaluation from before, an integration. */
  private static String fill() {
    SOURCE.createProject("shop", SHIPYARD);
    SOURCE.post("/api/controlPlane/v1/project/shop/service", Map.of("serviceName", "cart"));
    SOURCE.upload(
        "shop", "dev", "cart", "slo.yaml", "objectives: []\n".getBytes(StandardCharsets.UTF_8));
    SOURCE.post(
        "/api/secrets/v1/secret",
        Map.of("name", "hook", "scope", "keptn-default", "data", Map.of("key", "s3cret")));
    SOURCE.post("/api/controlPlane/v1/uniform/registration", integration());
    SOURCE.post("/api/evenkeel/v1/project/shop/history", Map.of("events", List.of(evaluation())));
    String context = SOURCE.sendEvent(
        "sh.keptn.event.dev.release.triggered",
        Map.of("project", "shop", "stage", "dev", "service", "cart"));
    RestClient.await(
        "the end of the run",
        () -> {
          SOURCE.post(
              "/api/controlPlane/v1/sequence/shop/" + context + "/control",
              Map.of("state", "abort"));
          return SOURCE
              .get("/api/controlPlane/v1/sequence/shop?keptnContext=" + context)
              .body();
        },
        body -> body.contains("\"state\":\"aborted\""));
    return context;
  }

  private static Map<String, Object> integration() {
    return Map.of(
        "name", "deployer",
        "metadata",
            Map.of(
                "hostname",
                "node",
                "kubernetesmetadata",
                Map.of("namespace", "keptn", "podname", "p")),
        "subscriptions",
            List.of(Map.of(
                "event",
                "sh.keptn.event.deployment.triggered",
                "filter",
                Map.of("projects", List.of("shop")))));
  }

  private static Map<String, Object> evaluation() {
    return Map.of(
        "id", "evaluation-1",
        "type", "sh.keptn.event.evaluation.finished",
        "source", "lighthouse-service",
        "time", "2024-05-06T07:08:09.123Z",
        "shkeptncontext", "11111111-2222-4333-8444-555555555555",
        "triggeredid", "evaluation-0",
        "data",
            Map.of(
                "project", "shop",
                "stage", "dev",
                "service", "cart",
                "result", "pass",
                "evaluation", Map.of("score", 90, "result", "pass")));
  }

  /** Without what belongs to the place and not to the thing: commits and creation times. */
  private static Map<String, Object> comparable(Map<String, Object> answer) {
    return answer.entrySet().stream()
        .filter(member -> !member.getKey().equals("metadata"))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Types all commands of a document in one shell and returns what they said. */
  private static String typed(String document) throws IOException, InterruptedException {
    String text = Files.readString(Checkout.home().resolve("docs").resolve(document));
    String script =
        BLOCK.matcher(text).results().map(block -> block.group(1)).collect(Collectors.joining());
    assertThat(script).as(document).isNotBlank();
    String home = Checkout.home().toString();
    Map<String, String> environment = Map.of(
        "HOME",
        directory.toString(),
        "EVENKEEL_ENDPOINT",
        NEW + "/api",
        "EVENKEEL_API_TOKEN",
        TOKEN,
        "OLD_ENDPOINT",
        OLD + "/api",
        "OLD_TOKEN",
        TOKEN);
    String go = "cd '" + directory + "'\n";
    return Tool.orSkip("sh", environment)
        .succeed("-e", "-c", go + script.replace("./evenkeel", "'" + home + "/evenkeel'"));
  }
}
