package io.evenkeel.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Ports;
import io.evenkeel.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at random moments during a delivery and a remediation; the cluster lives on.
 * The seed is printed; {@code -Devenkeel.kill.seed=N} replays it.
 */
class KillIT {

  private static final Path FILES = Checkout.home().resolve("docs/examples/fulltour");
  private static final String TOKEN = "kill-it";
  private static final int KILLS = 3;
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      kind: Shipyard
      spec:
        stages:
          - name: qa
            sequences:
              - name: delivery
                tasks: [{name: deployment}, {name: test}]
          - name: production
            sequences:
              - name: delivery
                triggeredOn: [{event: qa.delivery.finished}]
                tasks:
                  - {name: approval, properties: {pass: automatic, warning: automatic}}
                  - {name: deployment}
                  - {name: test}
              - name: remediation
                tasks:
                  - {name: get-action}
                  - {name: action}
                  - {name: test}
                  - {name: evaluation, properties: {timeframe: 1m}}
      """;

  @TempDir
  Path directory;

  private final int port = Ports.free();
  private final RestClient api = new RestClient(URI.create("http://127.0.0.1:" + port), TOKEN);
  private final long seed = Long.getLong("evenkeel.kill.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private int starts;
  private ServerProcess playground;
  private ServerProcess server;
  private String kubeconfig = "";
  private String prometheus = "";
  private RestClient cluster = api;

  @BeforeEach
  void start() throws IOException {
    System.out.println("KillIT: seed " + seed);
    playground = ServerProcess.start(
        "kill-playground",
        Map.of(),
        "playground",
        "--data",
        directory.resolve("cluster").toString());
    Pattern ready = Pattern.compile("KUBECONFIG=(\\S+) PROMETHEUS=(\\S+)");
    playground.awaitReady(() -> ready.matcher(playground.output()).find());
    Matcher line = ready.matcher(playground.output());
    assertThat(line.find()).isTrue();
    kubeconfig = line.group(1);
    prometheus = line.group(2);
    Matcher address = Pattern.compile("server: \"?(http[^\\s\"]+)")
        .matcher(Files.readString(Path.of(kubeconfig)));
    assertThat(address.find()).isTrue();
    cluster = new RestClient(URI.create(address.group(1)), "");
    startServer();
  }

  @AfterEach
  void stop() {
    server.close();
    playground.close();
  }

  private void startServer() {
    server = ServerProcess.start(
        "kill-server-" + ++starts,
        Map.of("EVENKEEL_PROMETHEUS_ENDPOINT", prometheus, "EVENKEEL_SLI_PROVIDER", "prometheus"),
        "up",
        "--port",
        String.valueOf(port),
        "--data",
        directory.resolve("data").toString(),
        "--token",
        TOKEN,
        "--kubeconfig",
        kubeconfig);
    server.awaitReady(api::isReady);
  }

  @Test
  void everySequenceEndsAsIfNothingHadHappened() throws IOException {
    setUp();

    String delivery = api.sendEvent("sh.keptn.event.qa.delivery.triggered", Json.parseObject("""
        {"project":"night","stage":"qa","service":"helloservice",
         "configurationChange":{"values":{"image":"ghcr.io/podtato-head/podtatoserver:v0.1.1"}}}"""));
    killUntilFinished(delivery, "sh.keptn.event.production.delivery.finished");

    assertThat(revisions("night-qa")).isEqualTo(1);
    assertThat(revisions("night-production")).isEqualTo(1);
    assertEachTaskHappenedOnce(delivery, 5);

    String remediation =
        api.sendEvent("sh.keptn.event.production.remediation.triggered", Json.parseObject("""
        {"project":"night","stage":"production","service":"helloservice",
         "problem":{"problemTitle":"http_response_time_seconds_main_page_sum"}}"""));
    killUntilFinished(remediation, "sh.keptn.event.production.remediation.finished");

    assertThat(revisions("night-production")).isEqualTo(2);
    assertThat(replicas("night-production")).isEqualTo("2");
    assertEachTaskHappenedOnce(remediation, 4);
  }

  private void setUp() throws IOException {
    api.createProject("night", SHIPYARD);
    api.post("/api/controlPlane/v1/project/night/service", Map.of("serviceName", "helloservice"));
    for (String stage : List.of("qa", "production")) {
      upload(
          stage,
          "job/config.yaml",
          Files.readAllBytes(FILES.resolve("self_healing/job/config.yaml")));
      upload(stage, "charts/helloservice.tgz", chart());
      upload(stage, "locust/basic.py", visitors());
      upload(
          stage,
          "locust/locust.conf",
          "headless = true\nusers = 5\nrun-time = 2s\n".getBytes(StandardCharsets.UTF_8));
    }
    upload(
        "production",
        "remediation.yaml",
        Files.readAllBytes(FILES.resolve("self_healing/remediation.yaml")));
    upload(
        "production",
        "slo.yaml",
        Files.readAllBytes(FILES.resolve("quality_gated_release/slo.yaml")));
    api.upload(
        "night",
        "",
        "",
        "prometheus/sli.yaml",
        Files.readAllBytes(FILES.resolve("keptn_setup/prometheus/sli.yaml")));
  }

  private void upload(String stage, String uri, byte[] content) {
    api.upload("night", stage, "helloservice", uri, content);
  }

  /** The example's visitors, in more of a hurry. */
  private static byte[] visitors() throws IOException {
    return Files.readString(FILES.resolve("keptn_setup/locust/basic.py"))
        .replaceFirst("between\\(.*\\)", "between(0.2, 0.4)")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] chart() throws IOException {
    Path source = FILES.resolve("keptn_setup/helm/helloservice");
    var bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes));
        var files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] content = Files.readAllBytes(file);
        TarArchiveEntry entry = new TarArchiveEntry("helloservice/" + source.relativize(file));
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private void killUntilFinished(String context, String finished) {
    for (int kill = 0; kill < KILLS; kill++) {
      LockSupport.parkNanos(50_000_000L + random.nextInt(1500) * 1_000_000L);
      server.kill();
      startServer();
    }
    RestClient.await(finished, () -> api.events(context), events -> events.stream()
        .anyMatch(event -> finished.equals(event.get("type"))));
    RestClient.await(
        "state finished",
        () -> api.get("/api/controlPlane/v1/sequence/night?keptnContext=" + context)
            .body(),
        body -> body.contains("\"state\":\"finished\""));
  }

  private void assertEachTaskHappenedOnce(String context, int tasks) {
    List<Map<String, Object>> events = api.events(context);
    Map<String, Long> perType = events.stream()
        .filter(event -> Json.text(event.get("type")).split("\\.").length == 5)
        .filter(event -> !Json.text(event.get("type")).contains("get-sli"))
        .collect(Collectors.groupingBy(
            event -> event.get("type") + " in " + Json.at(event, "data", "stage"),
            Collectors.counting()));

    assertThat(perType).as("seed %d", seed).hasSize(3 * tasks);
    assertThat(perType.values()).as("seed %d: %s", seed, perType).containsOnly(1L);
    assertThat(events.stream().filter(event -> "fail".equals(Json.at(event, "data", "result"))))
        .as("failed")
        .isEmpty();
  }

  private int revisions(String namespace) {
    return Json.list(cluster
            .get("/api/v1/namespaces/" + namespace + "/secrets?labelSelector=owner%3Dhelm")
            .json()
            .get("items"))
        .size();
  }

  private String replicas(String namespace) {
    return String.valueOf(Json.at(
        cluster
            .get("/apis/apps/v1/namespaces/" + namespace + "/deployments/helloservice")
            .json(),
        "spec",
        "replicas"));
  }
}
