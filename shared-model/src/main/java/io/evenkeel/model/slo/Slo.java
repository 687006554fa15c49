package io.evenkeel.model.slo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code slo.yaml}: the objectives of a service in a stage and the score that passes.
 *
 * <p>Source: evaluation.md §7.
 *
 * @param filter passed on to the SLI provider, in file order
 * @param total texts as written; read when the score is decided
 */
public record Slo(
    Map<String, String> filter,
    Comparison comparison,
    List<Objective> objectives,
    TotalScore total) {

  public Slo {
    filter = Collections.unmodifiableMap(new LinkedHashMap<>(filter));
    objectives = List.copyOf(objectives);
  }

  /**
   * Reads the first document of a {@code slo.yaml}.
   *
   * @throws IllegalArgumentException if it does not have the shape of one; the message says what is
   *     wrong in which line
   */
  public static Slo parse(String yaml) {
    return SloReader.read(yaml);
  }

  /** Returns the indicators to ask the provider for, in file order, duplicates kept. */
  public List<String> indicators() {
    return objectives.stream().map(Objective::sli).toList();
  }

  /**
   * Returns what is wrong with the first {@code pass} criterion that cannot be read, in the
   * original's words. Mistakes in {@code warning} are none: such a criterion is never met.
   */
  public Optional<String> criterionMistake() {
    return objectives.stream()
        .flatMap(objective -> objective
            .pass()
            .mistake()
            .map(reason -> "error with %s: %s".formatted(objective.title(), reason))
            .stream())
        .findFirst();
  }

  /** Returns why the file cannot be compared with earlier evaluations although it asks for it. */
  Optional<String> comparisonMistake() {
    boolean relative = objectives.stream()
        .anyMatch(it -> it.pass().isRelative() || it.warning().isRelative());
    return relative && !comparison.canAggregate()
        ? Optional.of("unknown aggregate_function '%s' in slo.yaml: use avg, p50, p90 or p95"
            .formatted(comparison.aggregateFunction()))
        : Optional.empty();
  }
}
