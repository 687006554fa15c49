package io.evenkeel.playground;

import io.evenkeel.camel.helm.HelmRunner;
import io.evenkeel.playground.cluster.Cluster;
import io.evenkeel.playground.cluster.ClusterNetwork;
import io.evenkeel.playground.demo.DemoImage;
import io.evenkeel.playground.helm.HelmImage;
import io.evenkeel.playground.images.PlaygroundRuntime;
import io.evenkeel.playground.load.LocustImage;
import io.evenkeel.playground.metrics.MetricsVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A running playground: the cluster, the images it can run, and the metrics of what runs.
 *
 * <p>Images: the demo service ({@link DemoImage}), {@code alpine/helm} ({@link HelmImage}),
 * {@code locustio/locust} ({@link LocustImage}); more can be registered with {@link #runtime()}.
 */
public final class Playground {

  private final Vertx vertx;
  private final PlaygroundRuntime runtime;
  private final HelmRunner helm;
  private final Cluster cluster;
  private final MetricsVerticle metrics;

  private Playground(
      Vertx vertx,
      PlaygroundRuntime runtime,
      HelmRunner helm,
      Cluster cluster,
      MetricsVerticle metrics) {
    this.vertx = vertx;
    this.runtime = runtime;
    this.helm = helm;
    this.cluster = cluster;
    this.metrics = metrics;
  }

  /** Starts a playground with its own images only. */
  public static Future<Playground> start(Vertx vertx, PlaygroundConfig config) {
    return start(vertx, config, new PlaygroundRuntime());
  }

  /**
   * Starts a playground. Pods that ran when its directory was last used run again at once, so
   * images they need are registered with {@code runtime} before this call. Fails with a message
   * that says what and where if a port is taken or the directory cannot be used.
   */
  public static Future<Playground> start(
      Vertx vertx, PlaygroundConfig config, PlaygroundRuntime runtime) {
    HelmRunner helm = new HelmRunner();
    // Containers of an earlier run may start before the cluster they belong to is all up.
    CompletableFuture<Cluster> up = new CompletableFuture<>();
    new DemoImage(vertx).registerWith(runtime);
    runtime.register(HelmImage.REPOSITORY, new HelmImage(helm, () -> up.join().kubeconfig()));
    runtime.register(
        LocustImage.REPOSITORY, new LocustImage(vertx, () -> up.join().network()));
    return Cluster.start(vertx, runtime, config.cluster())
        .onSuccess(up::complete)
        .onFailure(up::completeExceptionally)
        .compose(cluster -> startMetrics(vertx, config, cluster)
            .map(metrics -> new Playground(vertx, runtime, helm, cluster, metrics)));
  }

  private static Future<MetricsVerticle> startMetrics(
      Vertx vertx, PlaygroundConfig config, Cluster cluster) {
    MetricsVerticle metrics = new MetricsVerticle(config.metrics(), cluster.network()::pods);
    return vertx.deployVerticle(metrics).map(metrics).recover(failure -> cluster
        .close()
        .transform(closed -> Future.failedFuture(explain(failure, config))));
  }

  /** A kubeconfig file for {@code kubectl}, {@code helm} and any Kubernetes client. */
  public Path kubeconfig() {
    return cluster.kubeconfig();
  }

  /** The Kubernetes API. */
  public URI apiUrl() {
    return cluster.apiUrl();
  }

  /** The Prometheus API: what goes before {@code /api/v1/query}. */
  public URI prometheusUrl() {
    return URI.create("http://127.0.0.1:" + metrics.port());
  }

  /** The images; more can be registered at any time. */
  public PlaygroundRuntime runtime() {
    return runtime;
  }

  /** What runs where. */
  public ClusterNetwork network() {
    return cluster.network();
  }

  /** Stops everything; what is in the directory stays for the next start. */
  public Future<Void> close() {
    helm.close();
    return vertx.undeploy(metrics.deploymentID()).eventually(cluster::close);
  }

  private static Throwable explain(Throwable failure, PlaygroundConfig config) {
    return failure instanceof BindException
        ? new BindException(
            "port %d on 127.0.0.1 is taken: choose another one for the playground's metrics, or 0"
                .formatted(config.metricsPort()))
        : failure;
  }
}
