package io.evenkeel.playground.promql;

import io.evenkeel.playground.promql.Value.InstantVector;
import io.evenkeel.playground.promql.Value.RangeVector;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * {@code name{label="value"}}, with {@code [range]} and {@code offset} where given.
 *
 * <p>Windows are open on the left, as in Prometheus 3: a sample that is exactly as old as the range
 * is not part of it. An instant vector takes each series' newest sample of the last
 * {@link #LOOKBACK}, unless that sample marks the series as ended.
 *
 * @param range length of the window in milliseconds; empty for an instant vector
 * @param offset how far to look back in time, in milliseconds
 */
record Selector(List<LabelMatcher> matchers, OptionalLong range, long offset)
    implements Expression {

  /** How old the newest sample of a series may be. */
  static final Duration LOOKBACK = Duration.ofMinutes(5);

  Selector withRange(long millis) {
    return new Selector(matchers, OptionalLong.of(millis), offset);
  }

  Selector withOffset(long millis) {
    return new Selector(matchers, range, millis);
  }

  @Override
  public Value.Type type() {
    return range.isPresent() ? Value.Type.RANGE_VECTOR : Value.Type.INSTANT_VECTOR;
  }

  @Override
  public Value evaluate(Moment moment) {
    long end = moment.time() - offset;
    long start = end - range.orElse(LOOKBACK.toMillis());
    List<Series> selected = moment.source().select(matchers, start, end);
    return range.isPresent() ? window(selected, start, end) : newest(selected);
  }

  private static RangeVector window(List<Series> selected, long start, long end) {
    List<Series> alive = selected.stream()
        .map(Series::withoutStale)
        .filter(series -> series.size() > 0)
        .toList();
    return new RangeVector(alive, start, end);
  }

  private static InstantVector newest(List<Series> selected) {
    return new InstantVector(selected.stream()
        .filter(series -> series.size() > 0)
        .map(series -> new Sample(series.labels(), series.last()))
        .filter(sample -> !Series.isStale(sample.value()))
        .toList());
  }
}
