package io.evenkeel.kit;

import io.evenkeel.kit.cluster.Cluster;
import io.evenkeel.kit.cluster.ClusterConfig;
import io.evenkeel.kit.metrics.Metrics;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A process that runs services: its start, its probes, its end within half a minute. */
final class ServiceProcess {

  private static final int START_SECONDS = 60;
  private static final int DRAIN_SECONDS = 25;
  private static final int LEAVE_SECONDS = 4;
  private static final Duration STANDBY_LOOK = Duration.ofMillis(200);

  private final List<Service> services;
  private final Settings settings;
  private final Readiness readiness = new Readiness();
  private final Metrics metrics = new Metrics();
  private final List<String> deployments = new ArrayList<>();
  private @Nullable DataDirectory directory;

  ServiceProcess(List<Service> services, Settings settings) {
    this.services = services;
    this.settings = settings;
  }

  String name() {
    return services.stream().map(Service::name).collect(Collectors.joining("+"));
  }

  /**
   * Returns when everything is ready.
   *
   * @throws IllegalArgumentException or {@link IllegalStateException} with a sentence for the
   *     operator when that is not possible
   */
  void start() {
    ClusterConfig config = ClusterConfig.from(settings);
    Duration delay = settings.duration(Duration.ZERO, "EVENKEEL_DRAIN_DELAY");
    Path data = Path.of(settings.text("data", "EVENKEEL_DATA")).toAbsolutePath();
    if (config.isClustered() && !StoreConfig.from(settings).isShared()) {
      throw new IllegalArgumentException("several processes need a store they can share: set"
          + " EVENKEEL_STORE to postgresql://USER:PASSWORD@HOST/DATABASE");
    }
    Cluster cluster = Cluster.join(name(), config);
    listenForProbes(cluster);
    takeFiles(data);
    Platform platform = await(
        Service.platform(cluster.vertx(), data, settings, readiness, metrics, name()),
        "open the store");
    services.forEach(service -> deploy(platform, service));
    settings.check();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(cluster, platform, delay), name() + "-stop"));
    readiness.enter(Readiness.Phase.SERVING);
    System.out.println(name() + " is ready");
  }

  private void listenForProbes(Cluster cluster) {
    await(HealthServer.start(cluster.vertx(), name(), readiness, metrics, settings), "listen");
  }

  /** The embedded store and a service's files belong to one process at a time. */
  private void takeFiles(Path data) {
    boolean files = services.stream().anyMatch(Service::keepsFiles);
    if (!StoreConfig.from(settings).isShared()) {
      directory = DataDirectory.open(data);
    } else if (files) {
      directory = DataDirectory.tryOpen(data).orElseGet(() -> standBy(data));
    }
  }

  private DataDirectory standBy(Path data) {
    System.out.printf(
        "%s stands by: another process keeps its files in %s, and takes over when that ends%n",
        name(), data);
    readiness.enter(Readiness.Phase.STANDBY);
    Optional<DataDirectory> taken = Optional.empty();
    while (taken.isEmpty()) {
      LockSupport.parkNanos(STANDBY_LOOK.toNanos());
      taken = DataDirectory.tryOpen(data);
    }
    return taken.get();
  }

  private void deploy(Platform platform, Service service) {
    deployments.add(await(
        Future.succeededFuture(platform)
            .map(service.verticle())
            .compose(platform.vertx()::deployVerticle),
        "start " + service.name()));
  }

  /** Takes nothing new, finishes what runs, leaves; whoever is slower than that is cut off. */
  private void stop(Cluster cluster, Platform platform, Duration delay) {
    readiness.enter(Readiness.Phase.DRAINING);
    try {
      drain(cluster, platform, delay).await(DRAIN_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      System.err.println(name() + ": not everything was finished; others take it over");
    }
    Thread leave = new Thread(cluster::close, name() + "-leave");
    leave.setDaemon(true);
    leave.start();
    try {
      leave.join(TimeUnit.SECONDS.toMillis(LEAVE_SECONDS));
      if (directory != null) {
        directory.close();
      }
    } catch (InterruptedException | IOException hurried) {
      System.err.println(name() + ": stopped before everything was closed");
    }
  }

  private Future<Void> drain(Cluster cluster, Platform platform, Duration delay) {
    return cluster
        .vertx()
        .timer(Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS)
        .compose(noticed -> cluster.withdraw())
        .transform(withdrawn -> platform.close(deployments));
  }

  private <T> T await(Future<T> future, String task) {
    try {
      return future.await(START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      throw new IllegalStateException(
          "could not %s within %d s".formatted(task, START_SECONDS), slow);
    }
  }
}
