package io.evenkeel.model.slo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The values a provider delivered, taken one by one by the objectives; what remains is reported.
 *
 * <p>Source: evaluation.md §10. Unlike in the original two objectives may share a value (§14 D8).
 */
final class Delivered {

  private final List<IndicatorValue> remaining;
  private final Map<String, IndicatorValue> taken = new HashMap<>();

  Delivered(List<IndicatorValue> values) {
    remaining = new ArrayList<>(values);
  }

  /** Takes the first value of {@code indicator}, or returns the one taken before. */
  Optional<IndicatorValue> take(String indicator) {
    for (int index = 0; index < remaining.size(); index++) {
      if (remaining.get(index).metric().equals(indicator)) {
        IndicatorValue value = remove(index);
        taken.put(indicator, value);
        return Optional.of(value);
      }
    }
    return Optional.ofNullable(taken.get(indicator));
  }

  /** Returns a message about the values nobody took, or {@code ""}. */
  String leftover() {
    return remaining.isEmpty()
        ? ""
        : remaining.stream()
            .map(IndicatorValue::metric)
            .collect(Collectors.joining(
                ", ",
                "Lighthouse received additional SLIs, which are not specified as SLO: ",
                " . Please consider using them as an SLO."));
  }

  // The last value moves into the gap: the order of the leftovers is part of the contract.
  private IndicatorValue remove(int index) {
    IndicatorValue value = remaining.get(index);
    IndicatorValue last = remaining.remove(remaining.size() - 1);
    if (index < remaining.size()) {
      remaining.set(index, last);
    }
    return value;
  }
}
