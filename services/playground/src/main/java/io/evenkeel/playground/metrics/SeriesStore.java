package io.evenkeel.playground.metrics;

import io.evenkeel.playground.promql.LabelMatcher;
import io.evenkeel.playground.promql.Labels;
import io.evenkeel.playground.promql.SampleSource;
import io.evenkeel.playground.promql.Series;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every series of the last hours, in memory. Confined to one context: the scraper writes and the
 * API reads on the same one.
 */
final class SeriesStore implements SampleSource {

  /** More series than this are not taken in: a page cannot fill the memory. */
  static final int SERIES_MAX = 10_000;

  private final long retention;
  private final Map<Labels, SampleBuffer> series = new LinkedHashMap<>();

  /** Keeps samples for {@code retention}, and forgets a series that had none for as long. */
  SeriesStore(Duration retention) {
    this.retention = retention.toMillis();
  }

  /** Appends a sample; false if there are {@link #SERIES_MAX} series already. */
  boolean append(Labels labels, long time, double value) {
    if (series.size() >= SERIES_MAX && !series.containsKey(labels)) {
      return false;
    }
    series.computeIfAbsent(labels, added -> new SampleBuffer()).append(time, value);
    return true;
  }

  /** Ends series: from {@code time} on they have no value, until a new sample comes. */
  void end(Collection<Labels> ended, long time) {
    ended.forEach(labels -> append(labels, time, Series.STALE));
  }

  /** Drops what is older than the retention. */
  void prune(long now) {
    series.values().forEach(samples -> samples.dropBefore(now - retention));
    series.values().removeIf(SampleBuffer::isEmpty);
  }

  @Override
  public List<Series> select(List<LabelMatcher> matchers, long from, long to) {
    return series.entrySet().stream()
        .filter(entry -> matches(matchers, entry.getKey()))
        .map(entry -> entry.getValue().window(entry.getKey(), from, to))
        .filter(window -> window.size() > 0)
        .toList();
  }

  private static boolean matches(List<LabelMatcher> matchers, Labels labels) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }
}
