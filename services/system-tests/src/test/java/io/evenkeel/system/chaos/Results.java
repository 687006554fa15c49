package io.evenkeel.system.chaos;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Figures of runs, a JSON object a line; all that are in the directory add up. */
final class Results {

  private static final String BEGIN = "<!-- figures: begin -->";
  private static final String END = "<!-- figures: end -->";

  /** Member of a run's figures, and what it is called on the page. */
  private static final String[][] ROWS = {
    {"nodeKills", "node kills (`kill -9`)"},
    {"storeKills", "PostgreSQL kills (`kill -9`)"},
    {"freezes", "processes stopped past their leases"},
    {"cuts", "times connections were cut"},
    {"restarts", "times the cluster did not find together and was started anew"},
    {"sequences", "sequences started"},
    {"events", "events acknowledged"},
    {"answeredTwice", "tasks answered twice"},
    {"lost", "**lost** events"},
    {"doubled", "**doubled** effects"},
    {"stuck", "**stuck** sequences"},
    {"failed", "sequences that failed"},
    {"disordered", "runs out of order"},
    {"overtaken", "runs overtaken while their node was replaced"}
  };

  private final Path directory;

  Results(Path directory) {
    this.directory = directory;
  }

  /** {@code target/chaos}, or the directory that {@code evenkeel.chaos.results} names. */
  static Results standard() {
    return new Results(Path.of(System.getProperty("evenkeel.chaos.results", "target/chaos")));
  }

  void add(Map<String, Object> figures) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(
        directory.resolve("runs.jsonl"),
        Json.write(figures) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private List<Map<String, Object>> all() throws IOException {
    List<Map<String, Object>> runs = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".jsonl")).toList()) {
        Files.readAllLines(file).forEach(line -> runs.add(Json.parseObject(line)));
      }
    }
    return runs;
  }

  /** Replaces the figures in {@code page} by those of all runs. */
  void writeInto(Path page) throws IOException {
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END);
    Files.writeString(
        page, text.substring(0, begin) + "\n\n" + table() + "\n" + text.substring(end));
  }

  /** One column per store. */
  String table() throws IOException {
    List<Map<String, Object>> runs = all();
    List<Map<String, Object>> shared = of(runs, "PostgreSQL");
    List<Map<String, Object>> embedded = of(runs, "SQLite");
    StringBuilder table = new StringBuilder("| | several processes, PostgreSQL | one process,"
        + " embedded store |\n|---|---:|---:|\n");
    line(table, "runs", shared.size(), embedded.size());
    for (String[] row : ROWS) {
      line(table, row[1], sum(shared, row[0]), sum(embedded, row[0]));
    }
    for (int percent : new int[] {50, 99, 100}) {
      String label = percent == 100 ? "takeover, longest" : "takeover, p" + percent;
      table.append("| %s | %s | %s |\n"
          .formatted(label, percentile(shared, percent), percentile(embedded, percent)));
    }
    return table.toString();
  }

  private static void line(StringBuilder table, String label, long shared, long embedded) {
    table.append(String.format(Locale.ROOT, "| %s | %,d | %,d |%n", label, shared, embedded));
  }

  private static List<Map<String, Object>> of(List<Map<String, Object>> runs, String store) {
    return runs.stream().filter(run -> store.equals(run.get("store"))).toList();
  }

  private static long sum(List<Map<String, Object>> runs, String name) {
    return runs.stream()
        .mapToLong(run -> ((Number) run.getOrDefault(name, 0)).longValue())
        .sum();
  }

  private static String percentile(List<Map<String, Object>> runs, int percent) {
    List<Long> sorted = runs.stream()
        .flatMap(run -> Json.list(run.get("takeoverMillis")).stream())
        .map(millis -> ((Number) millis).longValue())
        .sorted()
        .toList();
    if (sorted.isEmpty()) {
      return "–";
    }
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return String.format(Locale.ROOT, "%.1f s", sorted.get(rank - 1) / 1000.0);
  }
}
