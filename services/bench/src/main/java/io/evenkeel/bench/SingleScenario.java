package io.evenkeel.bench;

import io.evenkeel.kit.Repeat;
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
    bench.await(() -> Repeat.whileTrue(() ->
        one(bench.api(), project, runs, latencies).map(shown -> System.nanoTime() - end <= 0)));
  }

  private static Future<Void> one(Api api, BenchProject project, Runs runs, Latencies latencies) {
    long start = System.nanoTime();
    String context = Runs.newContext();
    return runs.one(context)
        .compose(answered ->
            Repeat.whileTrue(() -> project.isFinished(api, context).map(shown -> !shown)))
        .onSuccess(shown -> latencies.addSince(start));
  }
}
