package io.evenkeel.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From sending the event that makes a task due until its executor has it in hand: the trigger and
 * the first task, the answer to the first task and the second.
 */
final class LatencyScenario implements Scenario {

  private static final double UNLOADED_RATE = 5;
  private static final double SATURATED_SHARE = 0.5;

  private final boolean loaded;

  /** Unloaded, or at half of the rate at which the server is saturated. */
  LatencyScenario(boolean loaded) {
    this.loaded = loaded;
  }

  @Override
  public String name() {
    return loaded ? "latency-loaded" : "latency";
  }

  @Override
  public String description() {
    return "event sent until the next task.triggered is seen by its executor, "
        + (loaded ? "at half of saturation" : "unloaded");
  }

  @Override
  public List<Figure> run(Workbench bench) {
    double rate = loaded ? SATURATED_SHARE * saturation(bench) : UNLOADED_RATE;
    BenchProject project = bench.project(loaded ? 2 * bench.inFlight() : 2);
    Runs runs = new Runs(bench.api(), bench.loop(), project);
    Latencies latencies = new Latencies();
    Map<String, Long> sent = new HashMap<>();
    runs.watch(
        (context, task) -> see(latencies, sent.remove(context)),
        context -> sent.put(context, System.nanoTime()));
    Executor executor = bench.executor(project, runs);
    keep(bench, rate, runs, sent, bench.warmUp());
    latencies.clear();
    Usage before = bench.processes().usage();
    keep(bench, rate, runs, sent, bench.duration());
    Usage used = bench.processes().usage().since(before);
    bench.await(() -> runs.untilFinished(runs.started()));
    executor.stop();
    List<Figure> figures =
        new ArrayList<>(new Percentiles(Double.NaN, Double.NaN, loaded ? 200 : 50).of(latencies));
    figures.add(Figure.of("rate", rate, "/s"));
    figures.addAll(used.share());
    return figures;
  }

  private static void see(Latencies latencies, @Nullable Long since) {
    if (since != null) {
      latencies.addSince(since);
    }
  }

  private static void keep(
      Workbench bench, double rate, Runs runs, Map<String, Long> sent, Duration time) {
    Pace pace = new Pace(rate, due -> {
      String context = Runs.newContext();
      sent.put(context, System.nanoTime());
      runs.one(context).onFailure(runs::failed);
      return Future.succeededFuture();
    });
    bench.await(() -> pace.keep(bench.loop(), time));
  }

  /** The rate the server can take, measured for a third of the time. */
  private static double saturation(Workbench bench) {
    SequencesScenario.Saturation load = SequencesScenario.Saturation.start(bench);
    bench.await(() -> bench.loop().pause(bench.warmUp()));
    long before = load.finished();
    long start = System.nanoTime();
    bench.await(() -> bench.loop().pause(bench.duration().dividedBy(3)));
    double rate = (load.finished() - before) / ((System.nanoTime() - start) / 1e9);
    load.end();
    return rate;
  }
}
