package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.StatusException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Label and field selectors, as they come in the query of a request. */
final class Selectors {

  private static final Pattern IN_SET =
      Pattern.compile("([^\\s!=,()]+)\\s+(in|notin)\\s*\\(([^()]*)\\)");
  private static final Pattern EQUALITY =
      Pattern.compile("([^\\s!=,()]+)\\s*(=|==|!=)\\s*([^\\s!=,()]*)");
  private static final Pattern EXISTENCE = Pattern.compile("(!?)\\s*([^\\s!=,()]+)");

  private Selectors() {}

  /**
   * Matches objects by their labels: {@code a=b}, {@code a!=b}, {@code a in (b,c)}, {@code a notin
   * (b)}, {@code a}, {@code !a}, joined by commas.
   *
   * @throws StatusException 400 if it is none of these
   */
  static Predicate<KubeObject> labels(String selector) {
    Predicate<KubeObject> all = object -> true;
    for (String requirement : split(selector)) {
      all = all.and(requirement(requirement));
    }
    return all;
  }

  /**
   * Matches objects by a path into them: {@code status.phase=Running,spec.nodeName!=x}. A missing
   * field counts as {@code ""}.
   *
   * @throws StatusException 400 if it is none of these
   */
  static Predicate<KubeObject> fields(String selector) {
    Predicate<KubeObject> all = object -> true;
    for (String requirement : split(selector)) {
      Matcher equality = EQUALITY.matcher(requirement);
      if (!equality.matches()) {
        throw StatusException.badRequest(
            "invalid selector: '%s'; can't understand '%s'".formatted(selector, requirement));
      }
      boolean wanted = !equality.group(2).equals("!=");
      String path = equality.group(1);
      String value = equality.group(3);
      all = all.and(object -> field(object, path).equals(value) == wanted);
    }
    return all;
  }

  private static Predicate<KubeObject> requirement(String requirement) {
    Matcher set = IN_SET.matcher(requirement);
    Matcher equality = EQUALITY.matcher(requirement);
    Matcher existence = EXISTENCE.matcher(requirement);
    if (set.matches()) {
      String key = set.group(1);
      Set<String> values =
          Stream.of(set.group(3).split(",", -1)).map(String::strip).collect(Collectors.toSet());
      boolean in = set.group(2).equals("in");
      return object -> (has(object, key) && values.contains(object.label(key))) == in;
    }
    if (equality.matches()) {
      String key = equality.group(1);
      String value = equality.group(3);
      boolean equal = !equality.group(2).equals("!=");
      return object -> (has(object, key) && object.label(key).equals(value)) == equal;
    }
    if (existence.matches()) {
      boolean wanted = existence.group(1).isEmpty();
      return object -> has(object, existence.group(2)) == wanted;
    }
    throw StatusException.badRequest(
        "unable to parse requirement: '%s' is no label selector".formatted(requirement));
  }

  private static boolean has(KubeObject object, String label) {
    return object.metadata().path("labels").has(label);
  }

  private static String field(KubeObject object, String path) {
    JsonNode node = object.json();
    for (String step : path.split("\\.", -1)) {
      node = node.path(step);
    }
    return node.asText("");
  }

  /** Splits at the commas that are not inside parentheses. */
  private static List<String> split(String selector) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i <= selector.length(); i++) {
      char c = i < selector.length() ? selector.charAt(i) : ',';
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && (depth == 0 || i == selector.length())) {
        parts.add(selector.substring(start, i).strip());
        start = i + 1;
      }
    }
    parts.removeIf(String::isEmpty);
    return parts;
  }
}
