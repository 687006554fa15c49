package io.evenkeel.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What a scenario works with.
 *
 * @param duration of the measurement itself
 * @param warmUp of the same load before it, which does not count
 * @param shared whether the store is PostgreSQL, for which other goals hold
 */
record Workbench(
    Api api,
    Loop loop,
    Processes processes,
    Duration duration,
    Duration warmUp,
    Executor.Polling polling,
    int inFlight,
    boolean shared) {

  private static final Duration SETUP = Duration.ofMinutes(5);

  <T> T await(Supplier<Future<T>> work) {
    return loop.await(SETUP.plus(duration).plus(warmUp), work);
  }

  /** The same, for another server. */
  Workbench against(ServerUnderTest server) {
    Processes own = new Processes();
    own.add(server.pid());
    Api other = new Api(loop.vertx(), server.api(), server.token());
    return new Workbench(other, loop, own, duration, warmUp, polling, inFlight, shared);
  }

  BenchProject project(int services) {
    return await(() -> BenchProject.create(api, services));
  }

  /** Lets an executor answer the runs of {@code project} until it is stopped. */
  Executor executor(BenchProject project, Runs runs) {
    Executor executor = new Executor(api, loop, project, polling, runs);
    await(() -> {
      executor.start();
      return Future.succeededFuture();
    });
    return executor;
  }
}
