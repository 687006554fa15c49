package io.evenkeel.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * As many runs as the server can take, a fixed number of them in flight. The rate is what the
 * server itself shows as finished, before and after.
 */
final class SequencesScenario implements Scenario {

  private static final double EMBEDDED_RATE = 200;
  private static final double SHARED_RATE = 120;
  private static final double CPU_MILLIS = 10;

  @Override
  public String name() {
    return "sequences";
  }

  @Override
  public String description() {
    return "two-task sequences at saturation";
  }

  @Override
  public List<Figure> run(Workbench bench) {
    Saturation load = Saturation.start(bench);
    bench.await(() -> bench.loop().pause(bench.warmUp()));
    load.latencies().clear();
    Usage before = bench.processes().usage();
    long finishedBefore = load.finished();
    List<Double> rates = rates(bench, load, finishedBefore);
    Usage used = bench.processes().usage().since(before);
    double finished = load.finished() - finishedBefore;
    double memory = bench.processes().residentMemory();
    load.end();
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.atLeast(
        "rate", finished / used.seconds(), "/s", bench.shared() ? SHARED_RATE : EMBEDDED_RATE));
    if (rates.size() > 1) {
      figures.add(Figure.of("rate_first", rates.get(0), "/s"));
      figures.add(Figure.of("rate_slowest", Collections.min(rates), "/s"));
      figures.add(Figure.of("rate_last", rates.get(rates.size() - 1), "/s"));
    }
    figures.addAll(used.perThing(finished, CPU_MILLIS));
    figures.addAll(Percentiles.NONE.of(load.latencies()));
    figures.add(Figure.of("in_flight", bench.inFlight(), ""));
    figures.add(Figure.of("memory", memory, "MiB"));
    figures.add(Figure.of("failures", load.failures(), ""));
    return figures;
  }

  /** The rate in each minute of the measurement, to see whether it stays. */
  private static List<Double> rates(Workbench bench, Saturation load, long finishedBefore) {
    int parts = (int) Math.max(1, bench.duration().toMinutes());
    Duration part = bench.duration().dividedBy(parts);
    List<Double> rates = new ArrayList<>();
    long before = finishedBefore;
    for (int index = 0; index < parts; index++) {
      long start = System.nanoTime();
      bench.await(() -> bench.loop().pause(part));
      long finished = load.finished();
      rates.add((finished - before) * 1e9 / (System.nanoTime() - start));
      before = finished;
    }
    return rates;
  }

  /** A load that keeps itself up until it is ended. */
  static final class Saturation {

    private final Workbench bench;
    private final BenchProject project;
    private final Runs runs;
    private final Executor executor;
    private final Latencies latencies = new Latencies();
    private boolean ending;

    private Saturation(Workbench bench) {
      this.bench = bench;
      this.project = bench.project(2 * bench.inFlight());
      this.runs = new Runs(bench.api(), bench.loop(), project);
      this.executor = bench.executor(project, runs);
    }

    static Saturation start(Workbench bench) {
      Saturation load = new Saturation(bench);
      bench.await(() -> {
        for (int index = 0; index < bench.inFlight(); index++) {
          load.next();
        }
        return Future.succeededFuture();
      });
      return load;
    }

    private void next() {
      if (ending) {
        return;
      }
      long start = System.nanoTime();
      runs.one(Runs.newContext())
          .onSuccess(answered -> latencies.addSince(start))
          .onFailure(runs::failed)
          .recover(cause -> bench.loop().pause(Duration.ofMillis(100)))
          .onComplete(over -> next());
    }

    Latencies latencies() {
      return latencies;
    }

    int failures() {
      return runs.failures();
    }

    long finished() {
      return bench.await(() -> project.finished(bench.api()));
    }

    /** Starts no more runs and waits for those that are still open: none may be missing. */
    void end() {
      bench.await(() -> {
        ending = true;
        return runs.untilFinished(runs.started() - (long) runs.failures());
      });
      executor.stop();
    }
  }
}
