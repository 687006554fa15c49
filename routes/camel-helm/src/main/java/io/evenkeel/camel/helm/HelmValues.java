package io.evenkeel.camel.helm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects chart values into the tree Helm wants.
 *
 * <p>Texts are read as {@code helm --set} reads them: {@code true} and {@code false}, {@code null}
 * and whole numbers without leading zeros become values of that type, everything else stays text.
 * Unlike {@code --set} nothing else in a text has a meaning: commas, braces and backslashes are
 * kept.
 */
final class HelmValues {

  private static final int DIGITS_MAX = 18;

  private final Map<String, Object> tree = new LinkedHashMap<>();

  /** Lays a whole tree over what is there, without touching the types in it. */
  HelmValues tree(Map<?, ?> values) {
    merge(tree, values);
    return this;
  }

  /**
   * Sets one value.
   *
   * @param path names joined with dots; {@code \.} is a dot within a name
   */
  HelmValues set(String path, @Nullable Object value) {
    return put(path, value instanceof String text ? typed(text) : value);
  }

  /** Sets one text as it is, like {@code --set-string}. */
  HelmValues setText(String path, @Nullable Object value) {
    return put(path, String.valueOf(value));
  }

  Map<String, Object> toMap() {
    return tree;
  }

  private HelmValues put(String path, @Nullable Object value) {
    String[] names = path.split("(?<!\\\\)\\.", -1);
    Map<String, Object> parent = tree;
    for (int i = 0; i < names.length - 1; i++) {
      parent = child(parent, name(names[i], path));
    }
    parent.put(name(names[names.length - 1], path), value);
    return this;
  }

  private static String name(String part, String path) {
    if (part.isEmpty()) {
      throw new IllegalArgumentException("helm value \"" + path + "\" has an empty name in it");
    }
    return part.replace("\\.", ".");
  }

  @SuppressWarnings("unchecked") // Only maps made here or by merge, which have text keys.
  private static Map<String, Object> child(Map<String, Object> parent, String name) {
    if (!(parent.get(name) instanceof Map<?, ?>)) {
      parent.put(name, new LinkedHashMap<String, Object>());
    }
    return (Map<String, Object>) parent.get(name);
  }

  private static void merge(Map<String, Object> target, Map<?, ?> source) {
    source.forEach((key, value) -> {
      String name = String.valueOf(key);
      if (value instanceof Map<?, ?> inner) {
        merge(child(target, name), inner);
      } else {
        target.put(name, value);
      }
    });
  }

  private static @Nullable Object typed(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (text.equals("null")) {
      return null;
    }
    boolean whole = text.matches("0|-?[1-9][0-9]*") && text.length() <= DIGITS_MAX;
    return whole ? (Object) Long.valueOf(text) : text;
  }
}
