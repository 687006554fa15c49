package io.evenkeel.playground.cluster;

import static io.evenkeel.playground.cluster.RunningCluster.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

  @TempDir
  Path directory;

  @Test
  void podsRunAgainAsTheSamePodsAndVersionsGoOn() {
    String before;
    List<String> names;
    try (RunningCluster first = new RunningCluster(directory)) {
      first.apply(DeploymentsTest.WEB);
      await("it is ready", () -> ready(first) == 2);
      names = names(first);
      before = first.client.pods().list().getMetadata().getResourceVersion();
    }

    try (RunningCluster second = new RunningCluster(directory)) {
      await("it is ready again", () -> ready(second) == 2);

      assertThat(names(second)).isEqualTo(names);
      assertThat(second.client.pods().list().getItems()).allSatisfy(pod -> assertThat(
              pod.getStatus().getContainerStatuses().get(0).getRestartCount())
          .isOne());
      assertThat(Long.parseLong(second.client.pods().list().getMetadata().getResourceVersion()))
          .isGreaterThan(Long.parseLong(before));
    }
  }

  @Test
  void anUnfinishedJobRunsAgainEvenIfItMayNotFail() {
    String job = """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: work}
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              containers: [{name: main, image: sh, args: ["hang"]}]
        """;
    try (RunningCluster first = new RunningCluster(directory)) {
      first.apply(job);
      await("it runs", () -> first.runtime.running.size() == 1);
    }

    try (RunningCluster second = new RunningCluster(directory)) {
      await("it runs again", () -> second.runtime.running.size() == 1);
      second.runtime.running.values().forEach(container -> container.end(0));
      await(
          "it is complete",
          () -> second
                  .client
                  .batch()
                  .v1()
                  .jobs()
                  .withName("work")
                  .get()
                  .getStatus()
                  .getSucceeded()
              == 1);
      assertThat(second.client.pods().list().getItems()).hasSize(1);
    }
  }

  @Test
  void theLogOfAFinishedPodIsStillThere() {
    try (RunningCluster first = new RunningCluster(directory)) {
      first.apply("""
          apiVersion: v1
          kind: Pod
          metadata: {name: p}
          spec:
            restartPolicy: Never
            containers: [{name: main, image: sh, args: ["echo kept"]}]
          """);
      await(
          "it has succeeded",
          () -> first.client.pods().withName("p").get().getStatus().getPhase().equals("Succeeded"));
    }

    try (RunningCluster second = new RunningCluster(directory)) {
      assertThat(second.client.pods().withName("p").getLog()).isEqualTo("kept\n");
      assertThat(second.runtime.requests).isEmpty();
    }
  }

  /** What another process finds after {@code kill -9} is the file as it was at that moment. */
  @Test
  void whatWasAnsweredIsThereAfterACrash() throws IOException {
    Path crashed = Files.createDirectory(directory.resolve("crashed"));
    Path alive = directory.resolve("alive");
    try (RunningCluster first = new RunningCluster(alive)) {
      for (int i = 0; i < 50; i++) {
        String body = "{\"metadata\": {\"name\": \"map-%d\"}}".formatted(i);
        first.send("POST", "/api/v1/namespaces/default/configmaps", "application/json", body);
      }
      Files.copy(alive.resolve("journal.jsonl"), crashed.resolve("journal.jsonl"));
    }

    try (RunningCluster second = new RunningCluster(crashed)) {
      assertThat(second.client.configMaps().list().getItems()).hasSize(50);
    }
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    Vertx vertx = Vertx.vertx();
    try (RunningCluster first = new RunningCluster(directory.resolve("one"))) {
      int port = first.cluster.apiUrl().getPort();
      var config = new ClusterConfig(directory.resolve("two"), port, Clock.systemUTC());

      assertThatThrownBy(() -> Cluster.start(vertx, first.runtime, config).await())
          .isInstanceOf(BindException.class)
          .hasMessageContaining("port %d on 127.0.0.1 is taken".formatted(port));
    } finally {
      vertx.close().await();
    }
  }

  private static long ready(RunningCluster running) {
    return running.cluster.network().endpoints("web", "default", 80).size();
  }

  private static List<String> names(RunningCluster running) {
    return running.client.pods().list().getItems().stream()
        .map(Pod::getMetadata)
        .map(metadata -> metadata.getName())
        .toList();
  }
}
