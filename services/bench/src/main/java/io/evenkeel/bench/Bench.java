package io.evenkeel.bench;

import io.evenkeel.kit.FileTree;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs scenarios against a server, one after the other, and reports. */
public final class Bench {

  private static final int SCOPES = 100;

  /** A seeded store stays what it is. */
  private static final Map<String, String> KEEP_ALL =
      Map.of("EVENKEEL_RETENTION_SEQUENCES", "0s", "EVENKEEL_RETENTION_EVENTS", "0s");

  private final BenchSettings settings;
  private final Path directory;
  private final Processes processes = new Processes();
  private final Report report;

  private Bench(BenchSettings settings, Path directory, PrintStream out) {
    this.settings = settings;
    this.directory = directory;
    this.report = new Report(out, settings.json());
    settings.processes().forEach(processes::add);
  }

  /**
   * Measures and prints.
   *
   * @return 0 if every goal was reached, else 1
   * @throws IllegalArgumentException if a scenario is unknown; names those there are
   * @throws IllegalStateException with a sentence if a measurement was not possible
   */
  public static int run(BenchSettings settings, PrintStream out) throws IOException {
    Path directory = Files.createTempDirectory("evenkeel-bench-");
    Bench bench = new Bench(settings, directory, out);
    List<Scenario> wanted = bench.wanted();
    bench.report.begin(bench.about());
    bench.runAll(wanted);
    FileTree.delete(directory);
    return bench.report.end();
  }

  private List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    if (settings.endpoint() == null) {
      all.add(new IdleScenario(this::start, directory));
    }
    all.add(new SingleScenario());
    all.add(new LatencyScenario(false));
    all.add(new SequencesScenario());
    all.add(new LatencyScenario(true));
    all.add(new AckScenario());
    all.add(new QueueScenario(settings.queued(), SCOPES));
    return all;
  }

  /** Those that only say something about a large store. */
  private List<Scenario> onLargeStore() {
    List<Scenario> all = new ArrayList<>();
    Path seeded = settings.seeded();
    if (seeded != null && settings.endpoint() == null) {
      all.add(new BacklogScenario(this::start, seeded, settings.store(), settings.sequences()));
    }
    if (seeded != null || settings.endpoint() != null) {
      all.add(new ListsScenario());
      all.add(new ApiScenario(settings.launcher()));
    }
    return all;
  }

  private List<Scenario> wanted() {
    List<Scenario> all = all();
    if (!settings.scenarios().isEmpty() || settings.seeded() != null) {
      all.addAll(onLargeStore());
    }
    if (settings.scenarios().isEmpty()) {
      return checked(all);
    }
    List<String> names = all.stream().map(Scenario::name).toList();
    for (String name : settings.scenarios()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("there is no scenario \"%s\"; there are %s%s"
            .formatted(name, String.join(", ", names), missing()));
      }
    }
    return checked(
        settings.scenarios().stream().map(name -> all.get(names.indexOf(name))).toList());
  }

  /** Either large store fills the database it is in. */
  private List<Scenario> checked(List<Scenario> scenarios) {
    List<String> names = scenarios.stream().map(Scenario::name).toList();
    if (!settings.store().isEmpty()
        && names.contains("backlog")
        && (names.contains("lists") || names.contains("api"))) {
      throw new IllegalArgumentException("on PostgreSQL, backlog needs a database of its own: name"
          + " it alone, with another --seeded directory and, if you give its address, another"
          + " --store; then the others without it");
    }
    return scenarios;
  }

  private String missing() {
    if (settings.endpoint() != null) {
      return " (idle and backlog start servers: not with --endpoint)";
    }
    return settings.seeded() == null
        ? " (lists, api and backlog need a large store: give --seeded DIR)"
        : "";
  }

  private Map<String, Object> about() {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("host", Host.describe());
    about.put(
        "server",
        settings.endpoint() != null
            ? settings.endpoint().toString()
            : settings.mesh() ? "a mesh of processes" : "one process");
    about.put("store", settings.storeName());
    about.put("polling", settings.poll().isZero() ? "long" : settings.poll().toMillis() + " ms");
    about.put("duration", settings.duration().toSeconds() + " s");
    about.put("warmUp", settings.warmUp().toSeconds() + " s");
    return about;
  }

  private ServerUnderTest start(Path data) {
    return ServerUnderTest.start(
        settings.launcher(),
        settings.mesh() ? "mesh" : "up",
        settings.store(),
        data,
        settings.seeded() == null ? Map.of() : KEEP_ALL);
  }

  /** Those that start servers of their own come first, so that no other is in their way. */
  private void runAll(List<Scenario> scenarios) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try {
      Loop loop = new Loop(vertx);
      List<Scenario> alone = scenarios.stream().filter(Bench::startsServers).toList();
      List<Scenario> others = scenarios.stream().filter(s -> !alone.contains(s)).toList();
      runEach(alone, workbench(vertx, loop, URI.create("http://127.0.0.1/api"), ""));
      if (!others.isEmpty()) {
        runAgainstServer(others, vertx, loop);
      }
    } finally {
      vertx.close().await();
    }
  }

  private static boolean startsServers(Scenario scenario) {
    return scenario instanceof IdleScenario || scenario instanceof BacklogScenario;
  }

  private void runAgainstServer(List<Scenario> scenarios, Vertx vertx, Loop loop) {
    URI endpoint = settings.endpoint();
    if (endpoint != null) {
      runEach(scenarios, workbench(vertx, loop, endpoint, settings.token()));
      return;
    }
    Path data = directory.resolve("server");
    if (settings.seeded() != null) {
      SeededStore store =
          new SeededStore(settings.seeded(), settings.store(), this::start, System.err);
      store.ended(
          SeedPlan.of(settings.sequences(), settings.events()),
          loop,
          server -> new Api(vertx, server.api(), server.token()));
      data = store.data();
    }
    try (ServerUnderTest server = start(data)) {
      server.awaitFirstEvent();
      processes.add(server.pid());
      if (settings.seeded() != null) {
        System.err.println("waiting until the server has counted what is in the large store");
        processes.awaitRest(loop);
      }
      runEach(scenarios, workbench(vertx, loop, server.api(), server.token()));
    }
  }

  private void runEach(List<Scenario> scenarios, Workbench workbench) {
    for (Scenario scenario : scenarios) {
      report.scenario(scenario, scenario.run(workbench));
    }
  }

  private Workbench workbench(Vertx vertx, Loop loop, URI endpoint, String token) {
    return new Workbench(
        new Api(vertx, endpoint, token),
        loop,
        processes,
        settings.duration(),
        settings.warmUp(),
        new Executor.Polling(settings.poll()),
        settings.inFlight(),
        settings.isShared());
  }
}
