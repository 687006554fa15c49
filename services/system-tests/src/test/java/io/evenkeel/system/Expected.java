package io.evenkeel.system;

import io.evenkeel.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares an answer with what a case expects: objects may have more members, lists have the same
 * length and order, {@code null} equals the empty list, and texts that begin with {@code @} are
 * matchers. Yields the differences as sentences.
 */
final class Expected {

  private static final Pattern MATCHER = Pattern.compile("@[a-z_]+(:.*|\\s.*|$)", Pattern.DOTALL);
  private static final Pattern NEXT_MATCHER = Pattern.compile(" (?=@[a-z_]+(:|$))");
  private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  private Expected() {}

  static List<String> differences(String path, @Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof String text && MATCHER.matcher(text).matches()) {
      return matches(text, actual) ? List.of() : List.of(difference(path, text, actual));
    }
    if (expected instanceof Map<?, ?>) {
      return objects(path, Json.object(expected), actual);
    }
    if (expected instanceof List<?> || expected == null) {
      return lists(path, Json.list(expected), actual);
    }
    return same(expected, actual) ? List.of() : List.of(difference(path, expected, actual));
  }

  private static List<String> objects(
      String path, Map<String, Object> expected, @Nullable Object actual) {
    if (!(actual instanceof Map<?, ?>)) {
      return List.of(difference(path, "an object", actual));
    }
    List<String> found = new ArrayList<>();
    expected.forEach((name, value) ->
        found.addAll(differences(path + "." + name, value, Json.object(actual).get(name))));
    return found;
  }

  private static List<String> lists(
      String path, List<@Nullable Object> expected, @Nullable Object actual) {
    if (actual != null && !(actual instanceof List<?>)) {
      return List.of(difference(path, expected, actual));
    }
    List<@Nullable Object> items = Json.list(actual);
    if (items.size() != expected.size()) {
      return List.of(difference(path, expected.size() + " items", actual));
    }
    List<String> found = new ArrayList<>();
    for (int index = 0; index < items.size(); index++) {
      found.addAll(differences(path + "[" + index + "]", expected.get(index), items.get(index)));
    }
    return found;
  }

  private static boolean same(Object expected, @Nullable Object actual) {
    if (expected instanceof Number left && actual instanceof Number right) {
      return Double.compare(left.doubleValue(), right.doubleValue()) == 0;
    }
    return expected.equals(actual);
  }

  /** One matcher, or two separated by a blank. */
  static boolean matches(String matchers, @Nullable Object actual) {
    List<String> all = matchers.startsWith("@regex")
        ? List.of(matchers)
        : Arrays.asList(NEXT_MATCHER.split(matchers));
    return all.stream().allMatch(matcher -> one(matcher, actual));
  }

  private static boolean one(String matcher, @Nullable Object actual) {
    String[] parts = matcher.split(":", 2);
    String argument = parts.length > 1 ? parts[1] : "";
    String text = Json.text(actual);
    return switch (parts[0]) {
      case "@string" -> !text.isEmpty();
      case "@bool" -> actual instanceof Boolean;
      case "@uuid" -> UUID.matcher(text).matches();
      case "@list" -> actual instanceof List<?>;
      case "@list_or_null" -> actual == null || actual instanceof List<?>;
      case "@len" -> Json.list(actual).size() == Integer.parseInt(argument);
      case "@regex" -> Pattern.compile(argument).matcher(text).find();
      case "@contains" -> text.contains(argument);
      case "@not_contains" -> actual instanceof String && !text.contains(argument);
      case "@not" -> actual instanceof String && !text.equals(argument);
      case "@set" -> texts(actual).equals(members(argument)) && isDistinct(actual);
      case "@superset" -> texts(actual).containsAll(members(argument));
      case "@contains_uris" -> uris(actual).containsAll(bare(members(argument)));
      case "@ids_disjoint" -> idsDisjoint(argument, actual);
      case "@recent" -> isRecent(text, Long.parseLong(argument));
      default -> throw new IllegalArgumentException("unknown matcher " + matcher);
    };
  }

  private static Set<String> members(String argument) {
    return Arrays.stream(argument.split(",", -1))
        .filter(member -> !member.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> texts(@Nullable Object list) {
    return Json.list(list).stream().map(Json::text).collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isDistinct(@Nullable Object list) {
    return new HashSet<>(Json.list(list)).size() == Json.list(list).size();
  }

  private static Set<String> uris(@Nullable Object list) {
    return bare(Json.list(list).stream()
        .map(item -> Json.text(Json.object(item).get("resourceURI")))
        .collect(Collectors.toSet()));
  }

  private static Set<String> bare(Set<String> uris) {
    return uris.stream().map(uri -> uri.replaceFirst("^/", "")).collect(Collectors.toSet());
  }

  private static boolean idsDisjoint(String argument, @Nullable Object list) {
    Set<String> ids =
        ID.matcher(argument).results().map(found -> found.group()).collect(Collectors.toSet());
    return Json.list(list).stream()
        .map(item -> Json.text(Json.object(item).get("id")))
        .noneMatch(ids::contains);
  }

  private static boolean isRecent(String time, long seconds) {
    return !time.isEmpty()
        && Duration.between(Instant.parse(time), Instant.now()).abs().toSeconds() < seconds;
  }

  private static String difference(String path, Object expected, @Nullable Object actual) {
    String shown = Objects.toString(actual);
    return "%s: expected %s, got %s"
        .formatted(path, expected, shown.substring(0, Math.min(shown.length(), 300)));
  }
}
