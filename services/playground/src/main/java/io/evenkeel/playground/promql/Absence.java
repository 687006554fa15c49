package io.evenkeel.playground.promql;

import io.evenkeel.playground.promql.Value.InstantVector;
import java.util.List;

/** {@code absent()}: 1 where there is nothing, labelled by what the selector asks for exactly. */
final class Absence {

  private Absence() {}

  static InstantVector of(Expression asked, InstantVector found) {
    return new InstantVector(
        found.samples().isEmpty() ? List.of(new Sample(labels(asked), 1)) : List.of());
  }

  private static Labels labels(Expression asked) {
    Labels labels = Labels.NONE;
    if (asked instanceof Selector selector) {
      for (LabelMatcher matcher : selector.matchers()) {
        if (matcher.operator() == LabelMatcher.Operator.EQUAL) {
          labels = labels.with(matcher.label(), matcher.value());
        }
      }
    }
    return labels.withoutName();
  }
}
