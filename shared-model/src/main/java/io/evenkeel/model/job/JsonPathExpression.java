package io.evenkeel.model.job;

import io.evenkeel.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Part of a path that has a value, given the whole document and the element it is applied to. */
interface JsonPathExpression {

  /** Throws {@link JsonPathException} if it has no value. */
  @Nullable
  Object value(@Nullable Object root, @Nullable Object current);

  static JsonPathExpression constant(@Nullable Object value) {
    return (root, current) -> value;
  }

  static JsonPathExpression comparison(
      JsonPathExpression left, JsonPathExpression right, boolean equal) {
    return (root, current) -> same(left.value(root, current), right.value(root, current)) == equal;
  }

  static JsonPathExpression negated(JsonPathExpression operand) {
    return (root, current) -> -number(operand.value(root, current));
  }

  /** A path without {@code $}: a member that is missing is {@code null}, not an error. */
  static JsonPathExpression variable(List<JsonPathExpression> keys) {
    List<JsonPathExpression> fixed = List.copyOf(keys);
    return (root, current) -> {
      Object value = root;
      for (int index = 0; index < fixed.size(); index++) {
        value = lookUp(value, fixed, index, root, current);
      }
      return value;
    };
  }

  private static @Nullable Object lookUp(
      @Nullable Object value,
      List<JsonPathExpression> keys,
      int index,
      @Nullable Object root,
      @Nullable Object current) {
    String key = EventText.plain(keys.get(index).value(root, current));
    if (value instanceof Map<?, ?> map) {
      return map.get(key);
    }
    if (value instanceof List<?> list) {
      return element(list, (int) number(key));
    }
    throw new JsonPathException(IntStream.rangeClosed(0, index)
        .mapToObj(known -> EventText.plain(keys.get(known).value(root, current)))
        .collect(Collectors.joining(".", "unknown parameter ", "")));
  }

  /** Returns a member of an object or an element of a list. */
  static @Nullable Object select(
      @Nullable Object value, JsonPathExpression key, @Nullable Object root) {
    if (value instanceof List<?> list) {
      return element(list, index(key, root, list));
    }
    if (value instanceof Map<?, ?> map) {
      String name = EventText.plain(key.value(root, value));
      if (map.containsKey(name)) {
        return map.get(name);
      }
      throw new JsonPathException("unknown key " + name);
    }
    throw new JsonPathException(
        "unsupported value type %s for select, expected map[string]interface{} or []interface{}"
            .formatted(typeName(value)));
  }

  private static int index(JsonPathExpression key, @Nullable Object root, Object list) {
    try {
      return (int) number(key.value(root, list));
    } catch (JsonPathException noNumber) {
      throw new JsonPathException("could not select value, invalid key: " + noNumber.getMessage());
    }
  }

  private static @Nullable Object element(List<?> list, int index) {
    if (index < 0 || index >= list.size()) {
      throw new JsonPathException("index %d out of bounds".formatted(index));
    }
    return list.get(index);
  }

  /** Reads a number, or a text that is one. */
  static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text
        && text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
      return Double.parseDouble(text);
    }
    throw new JsonPathException(
        "expected number but got %s (%s)".formatted(EventText.plain(value), typeName(value)));
  }

  /** Reads a condition as Go's gval does: null, false and 0 are false. */
  static boolean truth(@Nullable Object value) {
    if (value == null || List.of("false", "FALSE", false).contains(value)) {
      return false;
    }
    return List.of("true", "TRUE", true).contains(value) || number(value) != 0;
  }

  private static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number one && right instanceof Number other) {
      return one.doubleValue() == other.doubleValue();
    }
    if (left instanceof List<?> one && right instanceof List<?> other) {
      return one.size() == other.size()
          && IntStream.range(0, one.size()).allMatch(i -> same(one.get(i), other.get(i)));
    }
    if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
      return one.keySet().equals(other.keySet())
          && Json.object(one).keySet().stream().allMatch(k -> same(one.get(k), other.get(k)));
    }
    return Objects.equals(left, right);
  }

  private static String typeName(@Nullable Object value) {
    if (value == null) {
      return "<nil>";
    }
    if (value instanceof List) {
      return "[]interface {}";
    }
    if (value instanceof Map) {
      return "map[string]interface {}";
    }
    return value instanceof Number ? "float64" : value instanceof Boolean ? "bool" : "string";
  }
}
