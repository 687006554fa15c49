package io.evenkeel.resource;

import io.evenkeel.kit.Refusal;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs what is asked for one project one after the other, in the order it was asked; different
 * projects do not wait for each other.
 */
final class ProjectQueue {

  /** More than this and callers are turned away instead of piling up in memory. */
  static final int MAX_WAITING = 500;

  private final Map<String, Tail> tails = new HashMap<>();

  /** Starts {@code work} when all earlier work of {@code project} has ended, well or not. */
  synchronized <T> Future<T> add(String project, Supplier<Future<T>> work) {
    Tail tail = tails.getOrDefault(project, Tail.NONE);
    if (tail.waiting() >= MAX_WAITING) {
      return Future.failedFuture(new Refusal(
          503,
          "project %s has %d changes waiting; try again later".formatted(project, MAX_WAITING)));
    }
    Future<T> mine = tail.last().transform(ended -> work.get());
    tails.put(project, new Tail(mine, tail.waiting() + 1));
    mine.onComplete(ended -> leave(project));
    return mine;
  }

  /** Completes when everything that was asked so far has ended. */
  synchronized Future<Void> drained() {
    List<Future<?>> all =
        List.copyOf(tails.values().stream().<Future<?>>map(Tail::last).toList());
    return Future.join(all).<Void>mapEmpty().otherwiseEmpty();
  }

  private synchronized void leave(String project) {
    Tail tail = tails.getOrDefault(project, Tail.NONE);
    if (tail.waiting() <= 1) {
      tails.remove(project);
    } else {
      tails.put(project, new Tail(tail.last(), tail.waiting() - 1));
    }
  }

  private record Tail(Future<?> last, int waiting) {
    static final Tail NONE = new Tail(Future.succeededFuture(), 0);
  }
}
