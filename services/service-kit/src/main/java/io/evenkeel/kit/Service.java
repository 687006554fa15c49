package io.evenkeel.kit;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Starts one service alone in this process, from the environment. What every {@code Main} calls.
 */
public final class Service {

  private static final int START_TIMEOUT_SECONDS = 60;
  private static final int STOP_TIMEOUT_SECONDS = 30;

  private Service() {}

  /** Runs until the process is told to stop; exits with 1 and one sentence when it can't start. */
  public static void run(String name, Function<Platform, Deployable> verticle) {
    try {
      start(name, System.getenv(), verticle);
    } catch (IllegalArgumentException | IllegalStateException refused) {
      System.err.println(name + ": " + refused.getMessage());
      System.exit(1);
    }
  }

  private static void start(
      String name, Map<String, String> environment, Function<Platform, Deployable> verticle) {
    Settings settings = Settings.of(environment);
    DataDirectory data =
        DataDirectory.open(Path.of(settings.text("data", "EVENKEEL_DATA")).toAbsolutePath());
    Vertx vertx = Vertx.vertx();
    Future<String> started = platform(vertx, data.path(), settings).compose(platform -> {
      Deployable service = verticle.apply(platform);
      settings.check();
      return vertx.deployVerticle(service);
    });
    try {
      started.await(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      throw new IllegalStateException(
          "not started after %ds".formatted(START_TIMEOUT_SECONDS), slow);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(vertx), name + "-stop"));
    System.out.println(name + " is ready");
  }

  /** Opens the embedded store in {@code data} and everything that stands on it. */
  public static Future<Platform> platform(Vertx vertx, Path data, Settings settings) {
    Clock clock = Clock.systemUTC();
    return SqliteDatabase.open(vertx, data.resolve("evenkeel.db"))
        .compose(database -> StoredEventMesh.start(vertx, database, clock)
            .map(mesh -> new Platform(
                vertx,
                database,
                mesh,
                new StoredTimers(vertx, database, mesh, clock),
                new ServiceApi(vertx.eventBus()),
                clock,
                settings)));
  }

  private static void stop(Vertx vertx) {
    try {
      vertx.close().await(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException slow) {
      System.err.println("stopped before everything was closed");
    }
  }
}
