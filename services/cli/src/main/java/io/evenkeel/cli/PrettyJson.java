package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON over several lines, one member a line, as the original's command line prints it. */
final class PrettyJson {

  private PrettyJson() {}

  /** Writes {@code value}, indenting each level by {@code indent}. */
  static String write(@Nullable Object value, String indent) {
    return write(value, indent, "\n");
  }

  private static String write(@Nullable Object value, String indent, String newLine) {
    String inner = newLine + indent;
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      return map.entrySet().stream()
          .map(member -> Json.write(String.valueOf(member.getKey()))
              + ": "
              + write(member.getValue(), indent, inner))
          .collect(Collectors.joining("," + inner, "{" + inner, newLine + "}"));
    }
    if (value instanceof Collection<?> list && !list.isEmpty()) {
      return list.stream()
          .map(element -> write(element, indent, inner))
          .collect(Collectors.joining("," + inner, "[" + inner, newLine + "]"));
    }
    return Json.write(value);
  }
}
