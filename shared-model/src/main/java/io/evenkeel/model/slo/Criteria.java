package io.evenkeel.model.slo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The {@code pass} or {@code warning} section of an objective: groups joined by OR, the criteria of
 * a group joined by AND. Texts are kept as written and read when needed, because a file with a
 * mistaken criterion still has a defined outcome.
 *
 * <p>Source: evaluation.md §8.2 and §10.
 */
public record Criteria(List<List<String>> groups) {

  /** No section at all. */
  public static final Criteria NONE = new Criteria(List.of());

  public Criteria {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /**
   * What a section came to.
   *
   * @param targets of every criterion in order, met or not
   */
  record Outcome(boolean met, List<Target> targets) {}

  public boolean isEmpty() {
    return groups.isEmpty();
  }

  /** Returns the original's message for the first criterion that cannot be read. */
  public Optional<String> mistake() {
    return groups.stream()
        .flatMap(List::stream)
        .flatMap(text -> mistake(text).stream())
        .findFirst();
  }

  /** Returns whether some readable criterion needs earlier evaluations. */
  boolean isRelative() {
    return readable().stream().anyMatch(Criterion::relative);
  }

  /**
   * Evaluates every criterion, without a short cut, so that all of them appear in the targets. A
   * group without criteria is met.
   *
   * @throws IllegalArgumentException if a criterion cannot be read, see {@link #mistake}
   */
  Outcome evaluate(double measured, OptionalDouble baseline) {
    boolean met = false;
    List<Target> targets = new ArrayList<>();
    for (List<String> group : groups) {
      boolean all = true;
      for (String text : group) {
        Criterion criterion = Criterion.parse(text);
        boolean holds = criterion.isMetBy(measured, baseline);
        targets.add(new Target(text, criterion.target(baseline), !holds));
        all &= holds;
      }
      met |= all;
    }
    return new Outcome(met, List.copyOf(targets));
  }

  /**
   * Returns the targets of an objective that had no value to evaluate: all violated, relative ones
   * with the plain aggregate; criteria that cannot be read are left out.
   */
  List<Target> unevaluated(OptionalDouble baseline) {
    return readable().stream()
        .map(criterion -> new Target(
            criterion.text(), criterion.relative() ? baseline.orElse(0) : criterion.value(), true))
        .toList();
  }

  private List<Criterion> readable() {
    return groups.stream()
        .flatMap(List::stream)
        .filter(text -> mistake(text).isEmpty())
        .map(Criterion::parse)
        .toList();
  }

  private static Optional<String> mistake(String text) {
    try {
      Criterion.parse(text);
      return Optional.empty();
    } catch (IllegalArgumentException unreadable) {
      return Optional.ofNullable(unreadable.getMessage());
    }
  }
}
