package io.evenkeel.bench;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Events at a fixed rate; each counts from the moment it was due until it is acknowledged. */
final class AckScenario implements Scenario {

  private static final double RATE = 2000;
  private static final double P99_MILLIS = 50;

  @Override
  public String name() {
    return "ack";
  }

  @Override
  public String description() {
    return "durable acknowledgement of POST /event at 2,000 events/s";
  }

  @Override
  public List<Figure> run(Workbench bench) {
    BenchProject project = bench.project(1);
    Latencies latencies = new Latencies();
    Pace warmUp = new Pace(RATE, due -> send(bench, project, due, latencies));
    bench.await(() -> warmUp.keep(bench.loop(), bench.warmUp()));
    latencies.clear();
    Pace pace = new Pace(RATE, due -> send(bench, project, due, latencies));
    Usage before = bench.processes().usage();
    bench.await(() -> pace.keep(bench.loop(), bench.duration()));
    Usage used = bench.processes().usage().since(before);
    bench.await(() -> bench.loop().pause(Duration.ofMillis(500)));
    List<Figure> figures =
        new ArrayList<>(new Percentiles(Double.NaN, Double.NaN, P99_MILLIS).of(latencies));
    figures.add(Figure.atLeast("rate", latencies.size() / used.seconds(), "/s", 0.98 * RATE));
    figures.add(Figure.of("failures", pace.failures(), ""));
    figures.addAll(used.perThing(latencies.size(), Double.NaN));
    return figures;
  }

  private static Future<Void> send(
      Workbench bench, BenchProject project, long due, Latencies latencies) {
    return bench
        .api()
        .event(project.note(Runs.newContext(), 0))
        .onSuccess(stored -> latencies.addSince(due))
        .mapEmpty();
  }
}
