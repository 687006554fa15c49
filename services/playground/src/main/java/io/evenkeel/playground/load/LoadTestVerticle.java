package io.evenkeel.playground.load;

import io.evenkeel.playground.cluster.ClusterNetwork;
import io.evenkeel.playground.images.ContainerLog;
import io.evenkeel.playground.load.LocustFile.UserClass;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One load test: starts the users, lets them work for the run time, reports. */
final class LoadTestVerticle extends VerticleBase {

  private static final long REPORT_EVERY_MILLIS = 2_000;
  private static final int NOTHING_SENT = 1;

  private final LocustOptions options;
  private final LocustFile file;
  private final ClusterNetwork network;
  private final String namespace;
  private final ContainerLog log;
  private final LoadStatistics statistics = new LoadStatistics();
  private final List<SimulatedUser> users = new ArrayList<>();
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private long startNanos;

  /**
   * Makes a test; deploying it starts it.
   *
   * @param namespace where a host name without a namespace is looked up
   */
  LoadTestVerticle(
      LocustOptions options,
      LocustFile file,
      ClusterNetwork network,
      String namespace,
      ContainerLog log) {
    this.options = options;
    this.file = file;
    this.network = network;
    this.namespace = namespace;
    this.log = log;
  }

  /** Completes with the exit code when the run time is over. */
  CompletableFuture<Integer> exit() {
    return exit;
  }

  @Override
  public Future<?> start() {
    startNanos = System.nanoTime();
    HttpClient http = vertx.createHttpClient(
        new HttpClientOptions().setKeepAlive(true),
        new PoolOptions().setHttp1MaxSize(Math.max(1, options.users())));
    log.print("INFO/locust.main: Starting Locust: ramping to %d users at a rate of %.2f per second"
        .formatted(options.users(), options.spawnRate()));
    spawn(http);
    options.runTime().ifPresent(runTime -> {
      log.print("INFO/locust.main: Run time limit set to " + runTime.toSeconds() + " seconds");
      vertx.setTimer(Math.max(1, runTime.toMillis()), timer -> finish());
    });
    if (!options.onlySummary()) {
      vertx.setPeriodic(
          REPORT_EVERY_MILLIS, timer -> log.print(LoadReport.requests(statistics, seconds())));
    }
    return Future.succeededFuture();
  }

  private void spawn(HttpClient http) {
    List<UserClass> classes = new ArrayList<>();
    file.users().forEach(one -> {
      for (int copy = 0; copy < one.weight(); copy++) {
        classes.add(one);
      }
    });
    List<LoadTarget> targets = classes.stream()
        .map(one -> new LoadTarget(http, network, LoadHost.parse(one.host(), namespace)))
        .toList();
    for (int number = 0; number < options.users(); number++) {
      int chosen = number % classes.size();
      SimulatedUser user = new SimulatedUser(
          vertx,
          classes.get(chosen),
          targets.get(chosen).new Connection(),
          statistics,
          new Random(number));
      users.add(user);
      vertx.setTimer(1 + Math.round(number * 1000 / options.spawnRate()), timer -> user.start());
    }
  }

  private void finish() {
    users.forEach(SimulatedUser::stop);
    boolean nothingSent = statistics.total().requests() == 0;
    int code = statistics.total().failures() > 0 ? options.exitCodeOnError() : 0;
    log.print("INFO/locust.main: --run-time limit reached, shutting down");
    log.print(LoadReport.requests(statistics, seconds()));
    log.print("\n" + LoadReport.percentiles(statistics));
    log.print(LoadReport.errors(statistics));
    if (nothingSent) {
      log.print("ERROR/locust.main: no request was sent during the run time");
    }
    exit.complete(nothingSent ? NOTHING_SENT : code);
  }

  private double seconds() {
    return Math.max(0.001, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) / 1000.0);
  }
}
