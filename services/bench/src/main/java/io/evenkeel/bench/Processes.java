package io.evenkeel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The processes of a server as {@code /proc} shows them: those below a root, PostgreSQL apart from
 * the rest. Without {@code /proc}, or without a root, everything is zero.
 */
final class Processes {

  private static final Path PROC = Path.of("/proc");

  /** Linux counts processor time for programs in hundredths, whatever its kernel uses inside. */
  private static final double TICKS = 100;

  private static final int KIB = 1024;
  private static final Duration LOOK = Duration.ofSeconds(6);
  private static final Duration LONGEST = Duration.ofMinutes(30);
  private static final double AT_REST = 0.1;

  private final List<Long> roots = new ArrayList<>();

  /** A line of {@code /proc/PID/stat}; ticks with those of children that have ended. */
  private record Stat(long pid, String name, long parent, long ticks, long ended) {}

  void add(long pid) {
    roots.add(pid);
  }

  /** Processor time so far. */
  Usage usage() {
    Map<Long, Stat> all = all();
    double server = 0;
    double database = 0;
    for (Stat one : below(all)) {
      double seconds = (one.ticks() + one.ended()) / TICKS;
      if (one.name().equals("postgres")) {
        database += seconds;
      } else {
        server += seconds;
      }
    }
    Stat self = all.get(ProcessHandle.current().pid());
    double client = self == null ? 0 : self.ticks() / TICKS;
    return new Usage(System.nanoTime(), server, database, client, machine());
  }

  /**
   * Waits until the server and its database have next to nothing to do.
   *
   * @throws IllegalStateException if they have after half an hour
   */
  void awaitRest(Loop loop) {
    Usage start = usage();
    Usage before = start;
    Usage used;
    do {
      loop.await(LOOK.multipliedBy(2), () -> loop.pause(LOOK));
      Usage now = usage();
      used = now.since(before);
      before = now;
      if (now.since(start).seconds() > LONGEST.toSeconds()) {
        throw new IllegalStateException("the server did not come to rest within "
            + LONGEST.toMinutes() + " minutes: it used "
            + "%.1f processors in the last seconds".formatted(used.serverCores()));
      }
    } while (used.serverCores() > AT_REST);
  }

  /** Resident memory of the server without its database, in MiB. */
  double residentMemory() {
    long kib = 0;
    for (Stat one : below(all())) {
      kib += one.name().equals("postgres") ? 0 : status(one.pid(), "VmRSS:");
    }
    return (double) kib / KIB;
  }

  private List<Stat> below(Map<Long, Stat> all) {
    Map<Long, List<Stat>> children = new HashMap<>();
    all.values()
        .forEach(stat ->
            children.computeIfAbsent(stat.parent(), parent -> new ArrayList<>()).add(stat));
    List<Stat> found = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>(roots);
    while (!open.isEmpty()) {
      long pid = open.pop();
      Stat stat = all.get(pid);
      if (stat != null && seen.add(pid)) {
        found.add(stat);
        children.getOrDefault(pid, List.of()).forEach(child -> open.push(child.pid()));
      }
    }
    return found;
  }

  private static Map<Long, Stat> all() {
    Map<Long, Stat> all = new HashMap<>();
    try (Stream<Path> entries = Files.list(PROC)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (entry.getFileName().toString().matches("\\d+")) {
          read(entry.resolve("stat")).map(Processes::stat).forEach(s -> all.put(s.pid(), s));
        }
      }
    } catch (IOException elsewhere) {
      return Map.of();
    }
    return all;
  }

  /** The name stands in parentheses and may contain anything. */
  private static Stat stat(String line) {
    int open = line.indexOf('(');
    int close = line.lastIndexOf(')');
    String[] rest = line.substring(close + 2).split(" ", -1);
    return new Stat(
        Long.parseLong(line.substring(0, open).strip()),
        line.substring(open + 1, close),
        Long.parseLong(rest[1]),
        Long.parseLong(rest[11]) + Long.parseLong(rest[12]),
        Long.parseLong(rest[13]) + Long.parseLong(rest[14]));
  }

  /** Everything but idling and waiting for disks, over all processors. */
  private static double machine() {
    return read(PROC.resolve("stat"))
            .filter(line -> line.startsWith("cpu "))
            .map(line -> line.strip().split(" +", -1))
            .mapToLong(words -> ticks(words, 1)
                + ticks(words, 2)
                + ticks(words, 3)
                + ticks(words, 6)
                + ticks(words, 7)
                + ticks(words, 8))
            .sum()
        / TICKS;
  }

  private static long ticks(String[] words, int index) {
    return Long.parseLong(words[index]);
  }

  private static long status(long pid, String name) {
    return read(PROC.resolve(String.valueOf(pid)).resolve("status"))
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  /** The lines of a file; none if its process is gone. */
  private static Stream<String> read(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException gone) {
      return Stream.empty();
    }
  }
}
