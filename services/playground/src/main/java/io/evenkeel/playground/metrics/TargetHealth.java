package io.evenkeel.playground.metrics;

import io.evenkeel.playground.promql.Labels;
import java.util.Set;

/**
 * What the last scrape of a target came to.
 *
 * @param series everything the target has now
 * @param scraped when, in milliseconds since the epoch
 * @param seconds how long it took
 * @param error why it failed; empty if it did not
 * @param known false before the first scrape
 */
record TargetHealth(
    ScrapeTarget target,
    Set<Labels> series,
    long scraped,
    double seconds,
    String error,
    boolean known) {

  static TargetHealth unknown(ScrapeTarget target) {
    return new TargetHealth(target, Set.of(), 0, 0, "", false);
  }

  /** The same target behind another port: its Service leads to another pod now. */
  TargetHealth movedTo(ScrapeTarget moved) {
    return new TargetHealth(moved, series, scraped, seconds, error, known);
  }

  /** {@code up}, {@code down} or {@code unknown}. */
  String state() {
    if (!known) {
      return "unknown";
    }
    return error.isEmpty() ? "up" : "down";
  }
}
