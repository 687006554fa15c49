package io.evenkeel.playground.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;

/**
 * A running cluster. Its objects are kept in its directory: started again there, it goes on with
 * them, and pods that were running run again.
 */
public final class Cluster {

  private final Vertx vertx;
  private final ClusterConfig config;
  private final ClusterVerticle verticle;
  private final String deployment;

  private Cluster(Vertx vertx, ClusterConfig config, ClusterVerticle verticle, String deployment) {
    this.vertx = vertx;
    this.config = config;
    this.verticle = verticle;
    this.deployment = deployment;
  }

  /**
   * Starts a cluster; ready once its API answers and its kubeconfig is written. Fails with a
   * message that says what and where if the port is taken or the directory cannot be used.
   */
  public static Future<Cluster> start(Vertx vertx, ContainerRuntime runtime, ClusterConfig config) {
    ClusterVerticle verticle = new ClusterVerticle(runtime, config);
    return vertx
        .deployVerticle(verticle)
        .map(deployment -> new Cluster(vertx, config, verticle, deployment))
        .compose(cluster -> cluster.writeKubeconfig().map(cluster))
        .recover(failure -> Future.failedFuture(explain(failure, config)));
  }

  /** Where the API is, for example {@code http://127.0.0.1:6443}. */
  public URI apiUrl() {
    return URI.create("http://127.0.0.1:" + verticle.port());
  }

  /** A kubeconfig file for this cluster, with one context. */
  public Path kubeconfig() {
    return config.directory().resolve("kubeconfig").toAbsolutePath();
  }

  /** What runs where. */
  public ClusterNetwork network() {
    return verticle.network();
  }

  /** Stops the API and every container; the objects stay for the next start. */
  public Future<Void> close() {
    return vertx.undeploy(deployment);
  }

  private Future<Void> writeKubeconfig() {
    String text = """
        apiVersion: v1
        kind: Config
        clusters:
          - name: playground
            cluster: {server: "%s"}
        users:
          - name: playground
            user: {}
        contexts:
          - name: playground
            context: {cluster: playground, user: playground, namespace: default}
        current-context: playground
        """.formatted(apiUrl());
    return vertx.fileSystem().writeFile(kubeconfig().toString(), Buffer.buffer(text));
  }

  private static Throwable explain(Throwable failure, ClusterConfig config) {
    return failure instanceof BindException
        ? new BindException(
            "port %d on 127.0.0.1 is taken: choose another for the playground's API, or 0 for any"
                .formatted(config.port()))
        : failure;
  }
}
