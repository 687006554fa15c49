package io.evenkeel.playground.helm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code --set-string a.b=1,c=2}: a tree of values that stay text. */
final class SetString {

  private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");
  private static final Pattern DOT = Pattern.compile("(?<!\\\\)\\.");

  private SetString() {}

  /** The tree of all {@code expressions}; later ones win. */
  static Map<String, Object> tree(List<String> expressions) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (String expression : expressions) {
      for (String pair : COMMA.split(expression, -1)) {
        put(tree, pair);
      }
    }
    return tree;
  }

  private static void put(Map<String, Object> tree, String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1 || pair.substring(0, equals).contains("[")) {
      throw new HelmUsageException("failed parsing --set-string data: key \"%s\" %s"
          .formatted(
              pair, equals < 1 ? "has no value" : "has an index, which is not supported here"));
    }
    List<String> path = new ArrayList<>();
    for (String key : DOT.split(pair.substring(0, equals), -1)) {
      path.add(unescaped(key));
    }
    Map<String, Object> at = tree;
    for (String key : path.subList(0, path.size() - 1)) {
      at = child(at, key);
    }
    at.put(path.get(path.size() - 1), unescaped(pair.substring(equals + 1)));
  }

  @SuppressWarnings("unchecked") // Only maps that this class made are in the tree.
  private static Map<String, Object> child(Map<String, Object> parent, String key) {
    if (!(parent.get(key) instanceof Map<?, ?>)) {
      parent.put(key, new LinkedHashMap<String, Object>());
    }
    return (Map<String, Object>) parent.getOrDefault(key, Map.of());
  }

  private static String unescaped(String text) {
    return text.replaceAll("\\\\([.,\\\\])", "$1");
  }
}
