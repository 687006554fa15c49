package io.evenkeel.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code latency}, without and with very many runs that wait and open events nobody asks for. */
final class BacklogScenario implements Scenario {

  private static final double MOST_PERCENT = 10;
  private static final int PROJECTS = 20;
  private static final int SERVICES = 10;

  private final Function<Path, ServerUnderTest> starter;
  private final Path directory;
  private final String store;
  private final int waiting;

  /**
   * Makes its stores in {@code directory}.
   *
   * @param store address of a PostgreSQL, or {@code ""} for the embedded store
   * @param waiting how many runs wait
   */
  BacklogScenario(
      Function<Path, ServerUnderTest> starter, Path directory, String store, int waiting) {
    this.starter = starter;
    this.directory = directory;
    this.store = store;
    this.waiting = waiting;
  }

  @Override
  public String name() {
    return "backlog";
  }

  @Override
  public String description() {
    return "latency with %,d sequences that wait, compared with none".formatted(waiting);
  }

  @Override
  public List<Figure> run(Workbench bench) {
    Path with = directory.resolve("backlog");
    if (!store.isEmpty() && Files.exists(with)) {
      throw new IllegalStateException("this PostgreSQL holds the sequences that wait already;"
          + " measure with another directory, or another database");
    }
    List<Figure> before = measure(bench, directory.resolve("backlog-none"));
    SeededStore seeded = new SeededStore(with, store, starter, System.err);
    seeded.waiting(new SeedPlan(waiting, waiting, PROJECTS, SERVICES), bench.loop(), server -> bench
        .against(server)
        .api());
    List<Figure> after = measure(bench, seeded.data());
    List<Figure> figures = new ArrayList<>();
    for (String name : List.of("p50", "p95", "p99")) {
      figures.add(Figure.of(name + "_without", value(before, name), "ms"));
      figures.add(Figure.of(name + "_with", value(after, name), "ms"));
    }
    for (String name : List.of("p50", "p95")) {
      double slower = 100 * (value(after, name) / value(before, name) - 1);
      figures.add(Figure.atMost("slower_" + name, slower, "%", MOST_PERCENT));
    }
    figures.add(Figure.of("other_cores", value(after, "other_cores"), ""));
    return figures;
  }

  private List<Figure> measure(Workbench bench, Path data) {
    try (ServerUnderTest server = starter.apply(data)) {
      server.awaitFirstEvent();
      Workbench own = bench.against(server);
      own.processes().awaitRest(bench.loop());
      return new LatencyScenario(false).run(own);
    }
  }

  private static double value(List<Figure> figures, String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
