package io.evenkeel.bench;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What clients read, about as often as they do: polls for work most of all, then watching a run,
 * then what a person looks at.
 */
final class ReadLoad {

  private static final double RATE = 500;
  private static final double P95_MILLIS = 20;

  /** How often each of a hundred requests is one of these. */
  private static final Map<String, Integer> SHARES = shares();

  private final Workbench bench;
  private final List<String> paths = new ArrayList<>();
  private final Latencies latencies = new Latencies();
  private int next;

  ReadLoad(Workbench bench) {
    this.bench = bench;
    Map<String, String> queries = ListQueries.of(bench.api(), bench.loop());
    queries.put("metadata", "/v1/metadata");
    // Spread out: the n-th of a kind comes after n parts of the whole.
    int most = SHARES.values().stream().mapToInt(share -> share).max().orElseThrow();
    for (int round = 0; round < most; round++) {
      for (Map.Entry<String, Integer> share : SHARES.entrySet()) {
        if (round * share.getValue() % most < share.getValue()) {
          paths.add(Objects.requireNonNull(queries.get(share.getKey()), share.getKey()));
        }
      }
    }
  }

  private static Map<String, Integer> shares() {
    Map<String, Integer> shares = new LinkedHashMap<>();
    shares.put("open_events_project", 40);
    shares.put("seq_context", 15);
    shares.put("events_context", 15);
    shares.put("metadata", 5);
    shares.put("project", 4);
    shares.put("service", 4);
    shares.put("uniform", 4);
    shares.put("seq", 4);
    shares.put("events", 4);
    shares.put("exec_context", 3);
    shares.put("evaluations_scope", 2);
    return shares;
  }

  List<Figure> run() {
    Pace pace = new Pace(RATE, this::read);
    bench.await(() -> pace.keep(bench.loop(), bench.warmUp()));
    latencies.clear();
    Usage before = bench.processes().usage();
    bench.await(() -> pace.keep(bench.loop(), bench.duration()));
    Usage used = bench.processes().usage().since(before);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("reads_p50", latencies.percentile(0.5), "ms"));
    figures.add(Figure.atMost("reads_p95", latencies.percentile(0.95), "ms", P95_MILLIS));
    figures.add(Figure.of("reads_p99", latencies.percentile(0.99), "ms"));
    figures.add(Figure.atLeast("reads_rate", latencies.size() / used.seconds(), "/s", 0.98 * RATE));
    figures.add(Figure.atMost("reads_failed", pace.failures(), "", 0));
    figures.add(
        Figure.of("reads_cpu_server", 1000 * used.server() / Math.max(1, latencies.size()), "ms"));
    return figures;
  }

  private Future<Void> read(long due) {
    next = (next + 1) % paths.size();
    return bench
        .api()
        .get(paths.get(next))
        .onSuccess(a -> latencies.addSince(due))
        .mapEmpty();
  }
}
