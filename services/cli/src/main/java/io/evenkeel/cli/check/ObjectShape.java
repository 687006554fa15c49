package io.evenkeel.cli.check;

import io.evenkeel.model.yaml.YamlDocument;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A map with known keys. Keys it does not know are warnings, since whoever reads the file ignores
 * them; after {@link #strict} they are errors.
 */
final class ObjectShape implements Shape {

  private static final int NEAR = 2;

  private final Map<String, Shape> members = new LinkedHashMap<>();
  private final Set<String> required;
  private boolean strict;

  /** {@code required} keys must be there. */
  ObjectShape(Set<String> required) {
    this.required = new LinkedHashSet<>(required);
  }

  ObjectShape with(String key, Shape shape) {
    members.put(key, shape);
    return this;
  }

  ObjectShape strict() {
    strict = true;
    return this;
  }

  @Override
  public void check(Node node, String place, Findings findings) {
    if (!(node instanceof MappingNode mapping)) {
      if (!Shape.isNull(node) || !required.isEmpty()) {
        findings.error(node, place + " must be a map");
      }
      return;
    }
    Set<String> missing = new LinkedHashSet<>(required);
    Set<String> seen = new LinkedHashSet<>();
    YamlDocument.members(mapping).forEach((key, value) -> {
      String name = Shape.text(key);
      missing.remove(name);
      if (!seen.add(name)) {
        findings.error(key, "\"%s\" is there twice in %s".formatted(name, place));
      }
      member(key, value, place, findings);
    });
    missing.stream()
        .sorted()
        .forEach(name -> findings.error(node, "%s needs \"%s\"".formatted(place, name)));
  }

  private void member(Node key, Node value, String place, Findings findings) {
    String name = Shape.text(key);
    Shape shape = members.get(name);
    if (shape == null) {
      String hint = nearest(name);
      findings.add(
          key.getStartMark(), strict, "\"%s\" is not known in %s%s".formatted(name, place, hint));
    } else if (!Shape.isNull(value) || required.contains(name)) {
      shape.check(value, "%s of %s".formatted(name, place), findings);
    }
  }

  private String nearest(String name) {
    return members.keySet().stream()
        .filter(known -> distance(known, name) <= NEAR)
        .min(Comparator.comparingInt(known -> distance(known, name)))
        .map(known -> "; did you mean \"%s\"?".formatted(known))
        .orElse(strict ? "" : " and is ignored");
  }

  /** How many letters differ, in any case. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int column = 0; column <= other.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= one.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= other.length(); column++) {
        char left = Character.toLowerCase(one.charAt(line - 1));
        char right = Character.toLowerCase(other.charAt(column - 1));
        int replaced = diagonal + (left == right ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
