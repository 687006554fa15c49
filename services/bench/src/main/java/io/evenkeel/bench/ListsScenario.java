package io.evenkeel.bench;

import io.evenkeel.kit.Repeat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every list and search of the API, one request at a time. */
final class ListsScenario implements Scenario {

  private static final double P95_MILLIS = 300;
  private static final int LEAST_SAMPLES = 20;

  @Override
  public String name() {
    return "lists";
  }

  @Override
  public String description() {
    return "every list and search of the API in the largest project, p95 of each";
  }

  @Override
  public List<Figure> run(Workbench bench) {
    Map<String, String> queries = ListQueries.of(bench.api(), bench.loop());
    queries.values().forEach(path -> ask(bench, path, bench.warmUp().dividedBy(queries.size())));
    List<Figure> figures = new ArrayList<>();
    Latencies all = new Latencies();
    Usage before = bench.processes().usage();
    queries.forEach((name, path) -> {
      Latencies one = ask(bench, path, bench.duration().dividedBy(queries.size()));
      one.addTo(all);
      figures.add(Figure.atMost(name, one.percentile(0.95), "ms", P95_MILLIS));
    });
    Usage used = bench.processes().usage().since(before);
    figures.addAll(Percentiles.NONE.of(all));
    figures.addAll(used.perThing(all.size(), Double.NaN));
    return figures;
  }

  /** Asks for {@code time}, and as often as a percentile needs unless that takes very long. */
  private static Latencies ask(Workbench bench, String path, Duration time) {
    Latencies latencies = new Latencies();
    long start = System.nanoTime();
    bench.await(() -> Repeat.whileTrue(() -> {
      long now = System.nanoTime();
      return bench.api().get(path).map(answer -> {
        latencies.addSince(now);
        long most = latencies.size() < LEAST_SAMPLES ? 4 * time.toNanos() : time.toNanos();
        return System.nanoTime() - start <= most;
      });
    }));
    return latencies;
  }
}
