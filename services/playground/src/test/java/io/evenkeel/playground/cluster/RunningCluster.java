package io.evenkeel.playground.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullMarked;

/** A cluster to test against, with a runtime of scripts and a fabric8 client. */
@NullMarked
final class RunningCluster implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  final ScriptedRuntime runtime = new ScriptedRuntime(vertx);
  final Cluster cluster;
  final KubernetesClient client;

  RunningCluster(Path directory) {
    cluster = Cluster.start(vertx, runtime, new ClusterConfig(directory, 0, Clock.systemUTC()))
        .await();
    Config config = Config.empty();
    config.setMasterUrl(cluster.apiUrl().toString());
    config.setNamespace("default");
    client = new KubernetesClientBuilder().withConfig(config).build();
  }

  /** Creates or changes everything in {@code yaml}, in the namespace {@code default}. */
  void apply(String yaml) {
    client
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .inNamespace("default")
        .serverSideApply();
  }

  /** Waits until {@code condition} holds; {@code what} says what was expected. */
  static void await(String what, Callable<Boolean> condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > deadline) {
        Assertions.fail("after %s it is still not so that %s".formatted(PATIENCE, what));
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** One request as it is; {@code body} may be empty. */
  HttpResponse<String> send(String method, String path, String contentType, String body) {
    HttpRequest request = HttpRequest.newBuilder(URI.create(cluster.apiUrl() + path))
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .header("Content-Type", contentType)
        .timeout(PATIENCE)
        .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  /** What the address of an object's pod serves. */
  String fetch(URI address) {
    try {
      return http.send(
              HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException failed) {
      return "";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Whether there is nothing in {@code directory}. */
  static boolean isEmpty(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  /** Whether the object is gone. */
  boolean isGone(HasMetadata object) {
    return client.resource(object).get() == null;
  }

  /** Stops everything; the directory can be used again. */
  @Override
  public void close() {
    client.close();
    cluster.close().await();
    vertx.close().await();
  }

  private static boolean holds(Callable<Boolean> condition) {
    try {
      return condition.call();
    } catch (Exception notYet) {
      return false;
    }
  }
}
