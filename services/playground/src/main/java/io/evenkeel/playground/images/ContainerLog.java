package io.evenkeel.playground.images;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a container has printed: the newest {@value #LINES_MAX} lines. Safe to use from any thread.
 * Listeners see every line once and in order; they are called while the log is locked, so they must
 * be brief.
 */
public final class ContainerLog {

  /** How many lines are kept. */
  public static final int LINES_MAX = 5_000;

  private final Deque<String> lines = new ArrayDeque<>();
  private final List<Consumer<String>> listeners = new ArrayList<>();

  /** Prints {@code text}, which may have several lines; a final line break changes nothing. */
  public void print(String text) {
    text.lines().forEach(this::line);
  }

  private synchronized void line(String line) {
    if (lines.size() == LINES_MAX) {
      lines.removeFirst();
    }
    lines.addLast(line);
    listeners.forEach(listener -> listener.accept(line));
  }

  /** Hands what is kept, then every further line, to {@code listener}. */
  public synchronized void listen(Consumer<String> listener) {
    lines.forEach(listener);
    listeners.add(listener);
  }

  /** What is kept, every line ended by a line break. */
  public synchronized String text() {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
