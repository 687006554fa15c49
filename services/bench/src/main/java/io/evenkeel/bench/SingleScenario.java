package io.evenkeel.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run at a time: from sending the trigger until the server shows the run as finished. */
final class SingleScenario implements Scenario {

  @Override
  public String name() {
    return "single";
  }

  @Override
  public String description() {
    return "two-task sequences one at a time, start to end";
  }

  @Override
  public List<Figure> run(Workbench bench) {
    BenchProject project = bench.project(1);
    Runs runs = new Runs(bench.api(), bench.loop(), project);
    Executor executor = bench.executor(project, runs);
    Latencies latencies = new Latencies();
    repeat(bench, project, runs, bench.warmUp(), latencies);
    latencies.clear();
    Usage before = bench.processes().usage();
    repeat(bench, project, runs, bench.duration(), latencies);
    Usage used = bench.processes().usage().since(before);
    executor.stop();
    List<Figure> figures = new ArrayList<>(new Percentiles(10, Double.NaN, 50).of(latencies));
    figures.addAll(used.perThing(latencies.size(), Double.NaN));
    return figures;
  }

  private static void repeat(
      Workbench bench, BenchProject project, Runs runs, Duration time, Latencies latencies) {
    long end = System.nanoTime() + time.toNanos();
    bench.await(() -> next(bench.api(), project, runs, end, latencies));
  }

  private static Future<Void> next(
      Api api, BenchProject project, Runs runs, long end, Latencies latencies) {
    if (System.nanoTime() - end > 0) {
      return Future.succeededFuture();
    }
    long start = System.nanoTime();
    String context = Runs.newContext();
    return runs.one(context)
        .compose(answered -> untilShown(api, project, context))
        .onSuccess(shown -> latencies.addSince(start))
        .compose(shown -> next(api, project, runs, end, latencies));
  }

  private static Future<Void> untilShown(Api api, BenchProject project, String context) {
    return project
        .isFinished(api, context)
        .compose(shown -> shown ? Future.succeededFuture() : untilShown(api, project, context));
  }
}
