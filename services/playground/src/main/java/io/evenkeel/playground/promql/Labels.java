package io.evenkeel.playground.promql;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The label set that identifies a series, sorted by name, immutable. A label with an empty value is
 * the same as no label, so none is kept. The metric name is the label {@link #NAME}.
 */
public record Labels(SortedMap<String, String> values) {

  /** The label that holds the metric's name. */
  public static final String NAME = "__name__";

  /** No labels at all. */
  public static final Labels NONE = new Labels(new TreeMap<>());

  public Labels {
    TreeMap<String, String> copy = new TreeMap<>(values);
    copy.values().removeIf(String::isEmpty);
    values = Collections.unmodifiableSortedMap(copy);
  }

  public static Labels of(Map<String, String> values) {
    return new Labels(new TreeMap<>(values));
  }

  /** The value of {@code label}, {@code ""} without it. */
  public String get(String label) {
    return values.getOrDefault(label, "");
  }

  /** This set with {@code label} set to {@code value}. */
  public Labels with(String label, String value) {
    TreeMap<String, String> copy = new TreeMap<>(values);
    copy.put(label, value);
    return new Labels(copy);
  }

  /** This set with every label of {@code others} set as there. */
  public Labels withAll(Map<String, String> others) {
    TreeMap<String, String> copy = new TreeMap<>(values);
    copy.putAll(others);
    return new Labels(copy);
  }

  Labels only(Collection<String> names) {
    return filtered(names::contains);
  }

  Labels without(Collection<String> names) {
    return filtered(name -> !names.contains(name));
  }

  Labels withoutName() {
    return filtered(name -> !name.equals(NAME));
  }

  private Labels filtered(Predicate<String> wanted) {
    TreeMap<String, String> kept = new TreeMap<>();
    values.forEach((name, value) -> {
      if (wanted.test(name)) {
        kept.put(name, value);
      }
    });
    return new Labels(kept);
  }

  /** As in a query: {@code {job="carts", route="/"}}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
