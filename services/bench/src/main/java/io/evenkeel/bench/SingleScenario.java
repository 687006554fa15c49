package io.evenkeel.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run at a time: from sending the trigger until the server shows the run as finished. */
final class SingleScenario implements Scenario {

  /** Between two looks: who asks without a rest slows down what it waits for. */
  private static final Duration REST = Duration.ofMillis(1);

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
    bench.await(() -> next(bench, project, runs, end, latencies));
  }

  private static Future<Void> next(
      Workbench bench, BenchProject project, Runs runs, long end, Latencies latencies) {
    if (System.nanoTime() - end > 0) {
      return Future.succeededFuture();
    }
    long start = System.nanoTime();
    String context = Runs.newContext();
    return runs.one(context)
        .compose(answered -> untilShown(bench, project, context))
        .onSuccess(shown -> latencies.addSince(start))
        .compose(shown -> next(bench, project, runs, end, latencies));
  }

  private static Future<Void> untilShown(Workbench bench, BenchProject project, String context) {
    return project
        .isFinished(bench.api(), context)
        .compose(shown -> shown
            ? Future.succeededFuture()
            : bench.loop().pause(REST).compose(rested -> untilShown(bench, project, context)));
  }
}
