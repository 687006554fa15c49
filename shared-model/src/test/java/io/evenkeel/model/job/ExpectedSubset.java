package io.evenkeel.model.job;

import io.evenkeel.model.Json;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares a value with what the conformance cases expect of it: objects may have more members. */
final class ExpectedSubset {

  private final List<String> differences = new ArrayList<>();

  private ExpectedSubset() {}

  /** Returns where {@code actual} differs, empty if it does not. */
  static List<String> differences(@Nullable Object expected, @Nullable Object actual) {
    ExpectedSubset subset = new ExpectedSubset();
    subset.compare("$", expected, actual);
    return subset.differences;
  }

  private void compare(String path, @Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Map<?, ?> members) {
      members.forEach((name, value) ->
          compare(path + "." + name, value, Json.object(actual).get(String.valueOf(name))));
    } else if (expected instanceof List<?> elements) {
      compareLists(path, elements, Json.list(actual));
    } else if (!matches(expected, actual)) {
      differences.add("%s: expected %s but was %s".formatted(path, expected, actual));
    }
  }

  private void compareLists(String path, List<?> expected, List<?> actual) {
    if (expected.size() != actual.size()) {
      differences.add("%s: expected %s but was %s".formatted(path, expected, actual));
      return;
    }
    for (int index = 0; index < expected.size(); index++) {
      compare(path + "[" + index + "]", expected.get(index), actual.get(index));
    }
  }

  private static boolean matches(@Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof String matcher && matcher.startsWith("@")) {
      return actual instanceof String text && matches(matcher, text);
    }
    if (expected instanceof Number one && actual instanceof Number other) {
      return one.doubleValue() == other.doubleValue();
    }
    return Objects.equals(expected, actual);
  }

  private static boolean matches(String matcher, String text) {
    String argument = matcher.substring(matcher.indexOf(':') + 1);
    return switch (matcher.replaceFirst("(?s):.*", "")) {
      case "@starts" -> text.startsWith(argument);
      case "@contains" -> text.contains(argument);
      case "@regex" -> Pattern.compile(argument).matcher(text).find();
      case "@rfc3339" -> isTime(text);
      case "@first_env_json" -> true; // Compared through env_json.
      default -> throw new IllegalArgumentException("unknown matcher " + matcher);
    };
  }

  private static boolean isTime(String text) {
    try {
      return OffsetDateTime.parse(text) != null;
    } catch (DateTimeParseException malformed) {
      return false;
    }
  }
}
