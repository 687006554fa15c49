package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nested objects written as {@code a.b=c}; every value is text. Source: cli.md §4. */
final class DottedValues {

  private DottedValues() {}

  /**
   * Returns {@code start} with each of {@code entries} added; later ones win.
   *
   * @throws CommandFailure if an entry has no {@code =}, a second one, or an empty name
   */
  static Map<String, Object> nest(Map<String, Object> start, List<String> entries) {
    Map<String, Object> result = new LinkedHashMap<>(start);
    for (String entry : entries) {
      String[] sides = entry.split("=", -1);
      if (sides.length != 2 || sides[0].isBlank()) {
        throw new CommandFailure(
            "\"%s\" is not of the form name=value (dots in the name nest)".formatted(entry));
      }
      result = with(result, List.of(sides[0].split("\\.")), sides[1]);
    }
    return result;
  }

  private static Map<String, Object> with(
      Map<String, Object> object, List<String> path, String value) {
    Map<String, Object> copy = new LinkedHashMap<>(object);
    String first = path.get(0);
    copy.put(
        first,
        path.size() == 1
            ? value
            : with(Json.object(object.get(first)), path.subList(1, path.size()), value));
    return copy;
  }
}
