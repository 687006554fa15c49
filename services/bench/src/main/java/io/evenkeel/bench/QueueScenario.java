package io.evenkeel.bench;

import io.evenkeel.kit.Repeat;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * Many runs at once on few scopes: from the first trigger until the server shows all as finished.
 */
final class QueueScenario implements Scenario {

  private static final int STARTERS = 64;
  private static final double MOST_SECONDS = 30;

  private final int wanted;
  private final int scopes;

  QueueScenario(int wanted, int scopes) {
    this.wanted = wanted;
    this.scopes = scopes;
  }

  @Override
  public String name() {
    return "queue";
  }

  @Override
  public String description() {
    return "%,d sequences queued on %d scopes, drained".formatted(wanted, scopes);
  }

  @Override
  public List<Figure> run(Workbench bench) {
    drain(bench, Math.min(wanted, 2 * scopes));
    Drained drained = drain(bench, wanted);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("all_accepted", drained.accepted(), "s"));
    figures.add(Figure.atMost("all_finished", drained.used().seconds(), "s", MOST_SECONDS));
    figures.addAll(drained.used().perThing(wanted, Double.NaN));
    return figures;
  }

  private record Drained(double accepted, Usage used) {}

  private Drained drain(Workbench bench, int count) {
    BenchProject project = bench.project(scopes);
    Runs runs = new Runs(bench.api(), bench.loop(), project);
    Executor executor = bench.executor(project, runs);
    Usage before = bench.processes().usage();
    bench.loop().await(Duration.ofMinutes(5), () -> startAll(bench, project, count));
    double accepted = (System.nanoTime() - before.nanos()) / 1e9;
    bench.loop().await(Duration.ofMinutes(15), () -> untilFinished(bench, project, count));
    Usage used = bench.processes().usage().since(before);
    executor.stop();
    return new Drained(accepted, used);
  }

  private static Future<Void> startAll(Workbench bench, BenchProject project, int count) {
    List<Future<Void>> starters = new ArrayList<>();
    for (int starter = 0; starter < STARTERS; starter++) {
      starters.add(startSome(bench, project, starter, count));
    }
    return Future.all(starters).mapEmpty();
  }

  private static Future<Void> startSome(
      Workbench bench, BenchProject project, int first, int count) {
    PrimitiveIterator.OfInt indexes = IntStream.iterate(
            first, index -> index < count, index -> index + STARTERS)
        .iterator();
    return Repeat.whileTrue(() -> indexes.hasNext()
        ? bench
            .api()
            .event(project.trigger(Runs.newContext(), indexes.nextInt()))
            .map(true)
        : Future.succeededFuture(false));
  }

  private static Future<Void> untilFinished(Workbench bench, BenchProject project, int count) {
    return Repeat.whileTrue(() -> project
        .finished(bench.api())
        .compose(finished -> finished >= count
            ? Future.succeededFuture(false)
            : bench.loop().pause(Duration.ofMillis(200)).map(true)));
  }
}
