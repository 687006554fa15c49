package io.evenkeel.allinone;

import io.evenkeel.allinone.mesh.LocalPostgres;
import io.evenkeel.bench.Bench;
import io.evenkeel.bench.BenchSettings;
import io.evenkeel.kit.FileTree;
import io.evenkeel.kit.Ports;
import io.evenkeel.model.GoDuration;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code evenkeel bench}: measures a server, to size an installation with. */
@Command(
    name = "bench",
    description = "Measure a server: rates, latencies, processor time for each sequence.",
    footer = "Exit status: 0 every goal reached, 1 not, or it could not be measured.",
    mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

  private static final String OWN_POSTGRES = "postgresql";

  @Parameters(
      paramLabel = "SCENARIO",
      description = "idle, single, latency, sequences, latency-loaded, ack, queue; on a large store"
          + " backlog, lists, api as well; all when absent.")
  List<String> scenarios = new ArrayList<>();

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "API of a server that runs, like http://127.0.0.1:8080/api; one is started"
          + " when absent.")
  @Nullable
  URI endpoint;

  @Option(names = "--api-token", paramLabel = "T", description = "Token for --endpoint.")
  String token = "";

  @Option(
      names = "--process",
      paramLabel = "PID",
      description = "A process of the server behind --endpoint, to see what it uses.")
  List<Long> processes = new ArrayList<>();

  @Option(
      names = "--store",
      paramLabel = "URL",
      description = "Store of the server to start: postgresql://USER:PASSWORD@HOST/DATABASE, or"
          + " postgresql to have one started as well; embedded when absent.")
  String store = "";

  @Option(names = "--mesh", description = "Every service in a process of its own.")
  boolean mesh;

  @Option(names = "--duration", paramLabel = "TIME", description = "Of each measurement (30s).")
  String duration = "30s";

  @Option(names = "--warm-up", paramLabel = "TIME", description = "Before each of them (60s).")
  String warmUp = "60s";

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      description = "The executor polls with this pause instead of long polling, like 50ms.")
  String poll = "0s";

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Sequences at a time at saturation (64).")
  int inFlight = 64;

  @Option(names = "--queued", paramLabel = "N", description = "Sequences in queue (5000).")
  int queued = 5000;

  @Option(
      names = "--seeded",
      paramLabel = "DIR",
      description = "Measure on a large store in this directory, which is filled on first use.")
  @Nullable
  Path seeded;

  @Option(
      names = "--sequences",
      paramLabel = "N",
      description = "Sequences in the large store (1000000).")
  int sequences = 1_000_000;

  @Option(
      names = "--events",
      paramLabel = "N",
      description = "Events in the large store, about (10000000).")
  int events = 10_000_000;

  @Option(names = "--json", description = "Print one JSON document at the end and nothing else.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    if (!store.equals(OWN_POSTGRES)) {
      return Bench.run(settings(store, name(), List.of()), System.out);
    }
    Path programs = LocalPostgres.programs()
        .orElseThrow(() -> new IllegalStateException("there is no PostgreSQL on this machine to"
            + " start; install it, or name one with --store postgresql://…"));
    Path directory = seeded == null ? Files.createTempDirectory("evenkeel-bench-store-") : seeded;
    Files.createDirectories(directory);
    LocalPostgres postgres = LocalPostgres.start(programs, directory, Ports.free(), directory);
    try {
      return Bench.run(
          settings(postgres.address(), "PostgreSQL of " + programs, List.of(postgres.pid())),
          System.out);
    } finally {
      postgres.stop();
      if (seeded == null) {
        FileTree.delete(directory);
      }
    }
  }

  private String name() {
    if (endpoint != null) {
      return "whatever the server has";
    }
    return store.isEmpty() && !mesh ? "SQLite, embedded" : "PostgreSQL";
  }

  private BenchSettings settings(String address, String name, List<Long> database) {
    List<Long> all = new ArrayList<>(processes);
    all.addAll(database);
    return new BenchSettings(
        List.copyOf(scenarios),
        endpoint,
        token,
        Path.of(System.getProperty("evenkeel.home", ""), "evenkeel"),
        mesh,
        address,
        name,
        all,
        time("--duration", duration),
        time("--warm-up", warmUp),
        time("--poll", poll),
        inFlight,
        queued,
        seeded,
        sequences,
        events,
        json);
  }

  private static Duration time(String option, String text) {
    try {
      return GoDuration.parse(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "%s must be a time like 30s or 10m, not \"%s\"".formatted(option, text), malformed);
    }
  }
}
