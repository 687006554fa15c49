package io.evenkeel.jobexecutor;

import static io.evenkeel.testkit.TestPlatform.await;

import io.evenkeel.playground.cluster.Cluster;
import io.evenkeel.playground.cluster.ClusterConfig;
import io.evenkeel.playground.images.BatchImage;
import io.evenkeel.playground.images.PlaygroundRuntime;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * A cluster in this process with a few images: {@code echo} prints its arguments, {@code fail} ends
 * with 3, {@code hold} waits until it is {@linkplain #release released}. It outlives the nodes of a
 * test.
 */
final class TestCluster implements AutoCloseable {

  final List<Map<String, String>> initialized = new CopyOnWriteArrayList<>();
  final KubernetesClient kubernetes;
  private final Vertx vertx = Vertx.vertx();
  private final CountDownLatch held = new CountDownLatch(1);
  private final Cluster cluster;

  TestCluster(Path directory) {
    PlaygroundRuntime runtime = new PlaygroundRuntime()
        .register("evenkeel/job-init", BatchImage.of((request, log) -> {
          initialized.add(request.env());
          return 0;
        }))
        .register("test/echo", BatchImage.of((request, log) -> {
          log.print(String.join(" ", request.args()));
          return 0;
        }))
        .register("test/fail", BatchImage.of((request, log) -> {
          log.print("no such host");
          return 3;
        }))
        .register("test/hold", BatchImage.of((request, log) -> {
          held.await();
          log.print("released");
          return 0;
        }))
        .register("test/serve", request -> new ServingContainer());
    cluster =
        await(Cluster.start(vertx, runtime, new ClusterConfig(directory, 0, Clock.systemUTC())));
    kubernetes = new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
        .build();
  }

  Path kubeconfig() {
    return cluster.kubeconfig();
  }

  Map<String, String> environment() {
    return Map.of(
        "KUBECONFIG", kubeconfig().toString(),
        "EVENKEEL_JOB_API", "http://127.0.0.1:8080/api",
        "EVENKEEL_API_TOKEN", "s3cret");
  }

  void release() {
    held.countDown();
  }

  @Override
  public void close() {
    held.countDown();
    kubernetes.close();
    await(cluster.close());
    await(vertx.close());
  }
}
