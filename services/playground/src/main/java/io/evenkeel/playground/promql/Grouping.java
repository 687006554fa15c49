package io.evenkeel.playground.promql;

import java.util.List;

/**
 * Which labels count: those listed ({@code by}, {@code on}) or all but those listed
 * ({@code without}, {@code ignoring}). The metric's name never counts unless it is listed.
 */
record Grouping(boolean listed, List<String> labels) {

  /** All labels but the name: matching between vectors without {@code on} or {@code ignoring}. */
  static final Grouping ALL = new Grouping(false, List.of());

  /** No label: an aggregation without {@code by} or {@code without}. */
  static final Grouping NONE = new Grouping(true, List.of());

  Labels of(Labels labelsOfSample) {
    return listed ? labelsOfSample.only(labels) : labelsOfSample.withoutName().without(labels);
  }
}
