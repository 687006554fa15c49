package io.evenkeel.playground.cluster;

import io.evenkeel.playground.cluster.api.LogSource;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The newest lines of one run of a container, in memory; as a file once it has ended. */
final class ContainerLog implements LogSource {

  /** What is kept of a log, in characters. */
  static final int CHARACTERS_MAX = 1 << 20;

  private final Deque<Line> lines = new ArrayDeque<>();
  private final Map<Object, Follower> followers = new LinkedHashMap<>();
  private long characters;
  private boolean ended;

  private record Follower(Consumer<Line> line, Runnable end) {}

  /** Reads what {@link #text} wrote. */
  static ContainerLog parse(String text) {
    ContainerLog log = new ContainerLog();
    text.lines().forEach(line -> {
      int blank = line.indexOf(' ');
      log.add(Instant.parse(line.substring(0, blank)), line.substring(blank + 1));
    });
    log.end();
    return log;
  }

  /** All lines, each with its time. */
  String text() {
    return lines.stream()
        .map(line -> line.time() + " " + line.text() + "\n")
        .collect(Collectors.joining());
  }

  void add(Instant time, String text) {
    Line line = new Line(time, text);
    lines.add(line);
    characters += text.length();
    while (characters > CHARACTERS_MAX && lines.size() > 1) {
      characters -= lines.remove().text().length();
    }
    List.copyOf(followers.values()).forEach(follower -> follower.line().accept(line));
  }

  /** The container has ended. */
  void end() {
    ended = true;
    List.copyOf(followers.values()).forEach(follower -> follower.end().run());
    followers.clear();
  }

  @Override
  public List<Line> lines() {
    return new ArrayList<>(lines);
  }

  @Override
  public Runnable follow(Consumer<Line> line, Runnable end) {
    if (ended) {
      end.run();
      return () -> {};
    }
    Object key = new Object();
    followers.put(key, new Follower(line, end));
    return () -> followers.remove(key);
  }
}
