package io.evenkeel.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Starts servers: the time to the first accepted event and until every service is ready, and what
 * an idle one takes.
 */
final class IdleScenario implements Scenario {

  private static final int STARTS = 3;
  private static final Duration REST = Duration.ofSeconds(5);
  private static final double MOST_SECONDS = 1.5;
  private static final double MOST_MEMORY = 350;

  private final Function<Path, ServerUnderTest> starter;
  private final Path directory;

  /** {@code starter} starts a server with its data in the directory it is given. */
  IdleScenario(Function<Path, ServerUnderTest> starter, Path directory) {
    this.starter = starter;
    this.directory = directory;
  }

  @Override
  public String name() {
    return "idle";
  }

  @Override
  public String description() {
    return "start to first accepted event, and resting for " + REST.toSeconds() + " s";
  }

  @Override
  public List<Figure> run(Workbench bench) {
    Latencies starts = new Latencies();
    Latencies complete = new Latencies();
    List<Figure> figures = new ArrayList<>();
    for (int start = 1; start <= STARTS; start++) {
      try (ServerUnderTest server = starter.apply(directory.resolve("idle-" + start))) {
        starts.add(server.awaitFirstEvent().toNanos());
        complete.add(server.awaitReady().toNanos());
        if (start == STARTS) {
          figures.addAll(rest(server));
        }
      }
    }
    double median = starts.percentile(0.5) / 1000;
    figures.add(0, Figure.atMost("start", median, "s", MOST_SECONDS));
    figures.add(1, Figure.of("start_slowest", starts.percentile(1) / 1000, "s"));
    figures.add(2, Figure.of("all_ready", complete.percentile(0.5) / 1000, "s"));
    return figures;
  }

  private static List<Figure> rest(ServerUnderTest server) {
    Processes own = new Processes();
    own.add(server.pid());
    LockSupport.parkNanos(REST.toNanos());
    Usage before = own.usage();
    LockSupport.parkNanos(REST.toNanos());
    Usage used = own.usage().since(before);
    return List.of(
        Figure.atMost("memory", own.residentMemory(), "MiB", MOST_MEMORY),
        Figure.of("cpu_idle", 100 * used.server() / used.seconds(), "% of a core"),
        Figure.of("other_cores", Math.max(0, used.machine() - used.server()) / used.seconds(), ""));
  }
}
