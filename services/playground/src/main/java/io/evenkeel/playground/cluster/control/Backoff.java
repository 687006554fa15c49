package io.evenkeel.playground.cluster.control;

import java.time.Duration;

/**
 * How long to wait before something is tried again: twice as long each time.
 *
 * @param first the first wait
 * @param most the longest one
 */
public record Backoff(Duration first, Duration most) {

  private static final int DOUBLINGS_MAX = 20;

  /** The wait after so many failures; the first failure is number 1. */
  public Duration after(int failures) {
    int doublings = Math.max(0, Math.min(DOUBLINGS_MAX, failures - 1));
    Duration wait = first.multipliedBy(1L << doublings);
    return wait.compareTo(most) > 0 ? most : wait;
  }
}
