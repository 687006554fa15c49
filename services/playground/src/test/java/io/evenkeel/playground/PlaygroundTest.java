package io.evenkeel.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.playground.demo.DemoImage;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial's Jobs on a whole playground, driven by a Kubernetes client alone. */
class PlaygroundTest {

  private static final String QA = "fulltour-qa";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir
  private Path directory;

  private Playground playground;
  private KubernetesClient kubernetes;
  private TutorialJobs jobs;

  @BeforeEach
  void start() {
    playground = started();
    kubernetes = new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(playground.kubeconfig().toFile()))
        .build();
    jobs = new TutorialJobs(kubernetes);
    jobs.prepare();
  }

  @AfterEach
  void close() {
    kubernetes.close();
    playground.close().timeout(20, TimeUnit.SECONDS).await();
    vertx.close().timeout(20, TimeUnit.SECONDS).await();
  }

  @Test
  void helmDeploysScalesAndRollsBackAndLocustLoadsWhatItDeployed() throws Exception {
    assertThat(helm(
            "upgrade",
            "--create-namespace",
            "--install",
            "-n",
            QA,
            "helloservice",
            "/keptn/charts/helloservice.tgz",
            "--set",
            "image=" + image("v0.1.1"),
            "--wait"))
        .contains("Release \"helloservice\" does not exist. Installing it now.")
        .contains("STATUS: deployed");
    assertThat(readyPods()).hasSize(1);

    assertThat(helm(
            "upgrade",
            "-n",
            QA,
            "helloservice",
            "/keptn/charts/helloservice.tgz",
            "--set",
            "replicaCount=2",
            "--reuse-values",
            "--wait"))
        .contains("Release \"helloservice\" has been upgraded. Happy Helming!")
        .contains("REVISION: 2");
    assertThat(readyPods()).hasSize(2);

    assertThat(locust("http://helloservice." + QA))
        .containsPattern("Aggregated +10 +0\\(0\\.00%\\)");
    assertThat(query("go_goroutines{job=\"helloservice-fulltour-qa\"}")).hasSize(1);
    assertThat(query("sum(http_requests_total{job=\"kubernetes-pods\",status=\"success\"}) > 9"))
        .hasSize(1);

    assertThat(helm("rollback", "-n", QA, "helloservice", "--wait"))
        .isEqualTo("Rollback was a success! Happy Helming!\n");
    assertThat(readyPods()).hasSize(1);
    assertThat(helm("history", "helloservice", "-n", QA))
        .containsPattern("REVISION\\s+UPDATED\\s+STATUS\\s+CHART\\s+APP VERSION\\s+DESCRIPTION")
        .containsPattern("3\\s.*deployed\\s+podtatoserver-0.1.0\\s+1.16.0\\s+Rollback to 1");
    assertThat(helm("list", "-A")).containsPattern("helloservice\\s+fulltour-qa\\s+3\\s");
    assertThat(helm("uninstall", "helloservice", "-n", QA))
        .isEqualTo("release \"helloservice\" uninstalled\n");
  }

  @Test
  void aFailedHelmCommandFailsTheJobWithHelmsWordsInTheLog() {
    Job job = jobs.run(
        "alpine/helm:3.9.0", List.of("helm"), List.of("rollback", "-n", QA, "helloservice"));

    assertThat(job.getStatus().getFailed()).isEqualTo(1);
    assertThat(jobs.log(job)).isEqualTo("Error: release: not found\n");
  }

  @Test
  void aTakenMetricsPortIsSaidInOneSentence() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      PlaygroundConfig config =
          new PlaygroundConfig(directory.resolve("other"), 0, taken.getLocalPort());

      assertThatThrownBy(() ->
              Playground.start(vertx, config).timeout(20, TimeUnit.SECONDS).await())
          .hasMessageStartingWith("port " + taken.getLocalPort() + " on 127.0.0.1 is taken");
    }
  }

  @Test
  void whatWasDeployedRunsAgainAfterARestart() throws Exception {
    helm(
        "upgrade",
        "--create-namespace",
        "--install",
        "-n",
        QA,
        "helloservice",
        "/keptn/charts/helloservice.tgz",
        "--set",
        "image=" + image("v0.1.0"),
        "--wait");
    kubernetes.close();
    playground.close().timeout(20, TimeUnit.SECONDS).await();

    playground = started();
    kubernetes = new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(playground.kubeconfig().toFile()))
        .build();
    kubernetes
        .apps()
        .deployments()
        .inNamespace(QA)
        .withName("helloservice")
        .waitUntilCondition(
            deployment -> deployment != null
                && Integer.valueOf(1).equals(deployment.getStatus().getReadyReplicas())
                && !playground.network().endpoints("helloservice", QA, 80).isEmpty(),
            20,
            TimeUnit.SECONDS);
    assertThat(query("up{job=\"helloservice-fulltour-qa\"} == 1")).hasSize(1);
  }

  private Playground started() {
    PlaygroundConfig config = new PlaygroundConfig(
        directory.resolve("data"),
        0,
        0,
        Duration.ofMillis(200),
        Duration.ofMinutes(10),
        java.time.Clock.systemUTC());
    return Playground.start(vertx, config).timeout(20, TimeUnit.SECONDS).await();
  }

  private String helm(String... arguments) {
    Job job = jobs.run("alpine/helm:3.9.0", List.of("helm"), List.of(arguments));
    assertThat(job.getStatus().getSucceeded()).as(jobs.log(job)).isEqualTo(1);
    return jobs.log(job);
  }

  private String locust(String host) {
    Job job = jobs.run(
        "locustio/locust:2.8.6",
        List.of("locust"),
        List.of(
            "--config",
            "/keptn/locust/locust.conf",
            "-f",
            "/keptn/locust/basic.py",
            "--host",
            host,
            "--only-summary",
            "-r",
            "10",
            "-t",
            "2s"));
    assertThat(job.getStatus().getSucceeded()).as(jobs.log(job)).isEqualTo(1);
    return jobs.log(job);
  }

  private List<Pod> readyPods() {
    return kubernetes.pods().inNamespace(QA).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> pod.getStatus().getConditions().stream()
            .anyMatch(one -> one.getType().equals("Ready") && one.getStatus().equals("True")))
        .toList();
  }

  /** Asks until the next scrape has been made. */
  private JsonArray query(String query) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    JsonArray result = new JsonArray();
    while (result.isEmpty() && System.nanoTime() < deadline) {
      URI uri = URI.create(playground.prometheusUrl() + "/api/v1/query?query="
          + URLEncoder.encode(query, StandardCharsets.UTF_8));
      String body = http.send(
              HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
      result = new JsonObject(body).getJsonObject("data").getJsonArray("result");
    }
    return result;
  }

  private static String image(String tag) {
    return DemoImage.REPOSITORY + ":" + tag;
  }
}
