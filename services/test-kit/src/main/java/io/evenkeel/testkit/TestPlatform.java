package io.evenkeel.testkit;

import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.EventQuery;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Readiness;
import io.evenkeel.kit.Service;
import io.evenkeel.kit.Settings;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A real platform for a test: Vert.x, the embedded store in a directory of the test's, the mesh on
 * top. Closing it is like stopping the process; opening it again on the same directory is a
 * restart.
 */
public final class TestPlatform implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final Platform platform;

  private TestPlatform(Path directory, Map<String, String> environment) {
    platform = await(Service.platform(vertx, directory, Settings.of(environment)));
    platform.readiness().enter(Readiness.Phase.SERVING);
  }

  public static TestPlatform open(Path directory) {
    return new TestPlatform(directory, Map.of());
  }

  public static TestPlatform open(Path directory, Map<String, String> environment) {
    return new TestPlatform(directory, environment);
  }

  public Platform platform() {
    return platform;
  }

  public Vertx vertx() {
    return vertx;
  }

  /** Publishes and waits until it is stored. */
  public void publish(KeptnEvent event) {
    await(platform.mesh().publish(event));
  }

  /** The log, oldest first. */
  public List<KeptnEvent> events(String context) {
    EventQuery query = EventQuery.page(1000, 0).context(context);
    List<KeptnEvent> newestFirst = await(EventLog.find(platform.database().reader(), query));
    return newestFirst.stream().sorted(Comparator.comparing(KeptnEvent::time)).toList();
  }

  /** Waits until the log holds an event of this type in this context and returns the first. */
  public KeptnEvent awaitEvent(String context, String type) {
    return awaitUntil(
            () -> events(context).stream()
                .filter(event -> event.type().equals(type))
                .toList(),
            found -> !found.isEmpty())
        .get(0);
  }

  /** Looks again and again until {@code enough}; fails with what it last saw. */
  public static <T> T awaitUntil(Supplier<T> look, Predicate<T> enough) {
    Instant end = Instant.now().plus(PATIENCE);
    T seen = look.get();
    while (!enough.test(seen)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("still not so after " + PATIENCE + ": " + seen);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      seen = look.get();
    }
    return seen;
  }

  /** Waits for a future on the test's thread. */
  public static <T> T await(Future<T> future) {
    try {
      return future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException late) {
      throw new AssertionError("no answer after " + PATIENCE, late);
    }
  }

  @Override
  public void close() {
    await(platform.database().close());
    await(vertx.close());
  }
}
