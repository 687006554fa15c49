package io.evenkeel.kit;

import io.evenkeel.kit.metrics.Metrics;
import io.evenkeel.kit.tracing.Tracing;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One service and how it is started; what every {@code Main} calls.
 *
 * @param keepsFiles whether it keeps files in {@code EVENKEEL_DATA}: with replicas, one works and
 *     the others stand by
 */
public record Service(String name, boolean keepsFiles, Function<Platform, Deployable> verticle) {

  /** How long a call waits for a service none of whose processes is there at the moment. */
  private static final Duration PATIENCE_IN_CLUSTER = Duration.ofSeconds(20);

  /** A service that keeps everything in the store. */
  public static Service of(String name, Function<Platform, Deployable> verticle) {
    return new Service(name, false, verticle);
  }

  /** The same, but it also keeps files. */
  public Service keepingFiles() {
    return new Service(name, true, verticle);
  }

  /** Runs until the process is told to stop; exits with 1 and one sentence when it can't start. */
  public static void run(String name, Function<Platform, Deployable> verticle) {
    of(name, verticle).run();
  }

  /** Runs until the process is told to stop; exits with 1 and one sentence when it can't start. */
  public void run() {
    run(List.of(this), System.getenv());
  }

  /** Runs several services in this process. */
  public static void run(List<Service> services, Map<String, String> environment) {
    ServiceProcess process = new ServiceProcess(services, Settings.of(environment));
    try {
      process.start();
    } catch (IllegalArgumentException | IllegalStateException refused) {
      System.err.println(process.name() + ": " + refused.getMessage());
      System.exit(1);
    }
  }

  /** Opens the store of {@code settings} and everything that stands on it. */
  public static Future<Platform> platform(Vertx vertx, Path data, Settings settings) {
    return platform(vertx, data, settings, new Readiness(), new Metrics(), "evenkeel");
  }

  /**
   * The same for a process that can be asked how it is before its store is open.
   *
   * @param name what the process is called in traces
   */
  public static Future<Platform> platform(
      Vertx vertx,
      Path data,
      Settings settings,
      Readiness readiness,
      Metrics metrics,
      String name) {
    // Read by the launcher and by the logging, not by any service.
    settings.text("", "EVENKEEL_JAVA_OPTS", "EVENKEEL_LOG_LEVEL");
    Tracing tracing = Tracing.of(name, settings.startingWith("OTEL_"));
    Duration patience = vertx.isClustered() ? PATIENCE_IN_CLUSTER : Duration.ZERO;
    return StoreConfig.from(settings)
        .open(vertx, data)
        .map(store -> new MeasuredDatabase(store, metrics))
        .onSuccess(readiness::dependOn)
        .compose(database -> StoredEventMesh.start(vertx, database, metrics, tracing)
            .map(mesh -> new Platform(
                vertx,
                database,
                mesh,
                new StoredTimers(vertx, database, mesh, database.clock(), metrics),
                new ServiceApi(vertx, patience, tracing),
                database.clock(),
                settings,
                readiness,
                metrics,
                tracing)));
  }
}
