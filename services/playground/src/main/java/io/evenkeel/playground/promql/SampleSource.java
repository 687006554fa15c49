package io.evenkeel.playground.promql;

import java.util.List;

/** Where a query's samples come from. */
@FunctionalInterface
public interface SampleSource {

  /**
   * The series that all {@code matchers} select, each with its samples after {@code from} up to and
   * including {@code to} (milliseconds since the epoch); series without any may be left out.
   */
  List<Series> select(List<LabelMatcher> matchers, long from, long to);
}
