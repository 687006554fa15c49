package io.evenkeel.playground.promql;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Pairs the samples of two vectors by the labels that count. */
record VectorMatching(Grouping grouping, List<Sample> left, List<Sample> right) {

  /**
   * Two samples that belong together.
   *
   * @param kept the left sample with the labels the result has
   */
  record Pair(Sample kept, double left, double right) {}

  /**
   * One-to-one matching; samples without a partner are dropped.
   *
   * @throws PromQlException if a sample has more than one partner
   */
  Stream<Pair> pairs() {
    Map<Labels, Sample> partners = new HashMap<>();
    for (Sample sample : right) {
      Sample earlier = partners.putIfAbsent(grouping.of(sample.labels()), sample);
      if (earlier != null) {
        throw ambiguousRight(earlier, sample);
      }
    }
    Set<Labels> matched = new HashSet<>();
    return left.stream().flatMap(sample -> pair(sample, partners, matched));
  }

  private Stream<Pair> pair(Sample sample, Map<Labels, Sample> partners, Set<Labels> matched) {
    Labels key = grouping.of(sample.labels());
    Sample partner = partners.get(key);
    if (partner == null) {
      return Stream.empty();
    }
    if (!matched.add(key)) {
      throw PromQlException.execution("multiple matches for labels: many-to-one matching must be"
          + " explicit (group_left/group_right)");
    }
    Sample kept = new Sample(resultLabels(sample.labels()), sample.value());
    return Stream.of(new Pair(kept, sample.value(), partner.value()));
  }

  private Labels resultLabels(Labels labels) {
    return grouping.listed() ? grouping.of(labels) : labels.without(grouping.labels());
  }

  private PromQlException ambiguousRight(Sample earlier, Sample later) {
    return PromQlException.execution("found duplicate series for the match group "
        + grouping.of(later.labels())
        + " on the right hand-side of the operation: ["
        + later.labels()
        + ", "
        + earlier.labels()
        + "];many-to-many matching not allowed: matching labels must be unique on one side");
  }

  List<Sample> and() {
    Set<Labels> present = keys(right);
    return left.stream().filter(sample -> present.contains(key(sample))).toList();
  }

  List<Sample> unless() {
    Set<Labels> present = keys(right);
    return left.stream().filter(sample -> !present.contains(key(sample))).toList();
  }

  List<Sample> or() {
    Set<Labels> present = keys(left);
    return Stream.concat(
            left.stream(), right.stream().filter(sample -> !present.contains(key(sample))))
        .toList();
  }

  private Set<Labels> keys(List<Sample> samples) {
    Set<Labels> keys = new HashSet<>();
    samples.forEach(sample -> keys.add(key(sample)));
    return keys;
  }

  private Labels key(Sample sample) {
    return grouping.of(sample.labels());
  }
}
