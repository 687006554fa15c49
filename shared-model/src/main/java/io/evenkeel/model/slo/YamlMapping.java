package io.evenkeel.model.slo;

import io.evenkeel.model.yaml.YamlDocument;
import io.evenkeel.model.yaml.YamlException;
import io.evenkeel.model.yaml.YamlScalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML mapping whose members are read with the types a file's structure gives them. Unknown keys
 * are ignored, an absent or {@code null} member is the zero value, a wrong type or a duplicate key
 * a {@link YamlException} that names the key and the line.
 *
 * <p>Source: evaluation.md §7.2, "Defaulting details".
 */
public final class YamlMapping {

  private final Map<String, Node> members = new LinkedHashMap<>();

  private YamlMapping(MappingNode node) {
    YamlDocument.members(node).forEach(this::add);
  }

  private YamlMapping() {}

  /**
   * Reads the first document of {@code yaml}; one without content is an empty mapping.
   *
   * @throws YamlException if it is not YAML, or not a mapping
   */
  public static YamlMapping parse(String yaml) {
    Node root = YamlDocument.first(yaml);
    return root == null || isNull(root) ? new YamlMapping() : of(root, "the file");
  }

  /** Returns a scalar's text as written, whatever its type. */
  public String text(String key) {
    Node node = members.get(key);
    return node == null ? "" : text(node, key);
  }

  /** Returns a mapping from names to scalars' texts, in file order. */
  public Map<String, String> texts(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    mapping(key)
        .ifPresent(
            inner -> inner.members.forEach((name, node) -> texts.put(name, text(node, name))));
    return texts;
  }

  /** Returns a whole number; a fraction is cut off towards zero. */
  public int integer(String key) {
    Node node = members.get(key);
    if (node == null) {
      return 0;
    }
    if (value(node) instanceof Number number) {
      return number.intValue();
    }
    throw wrong(node, key, "a number");
  }

  /** Returns an unquoted {@code true}, {@code yes}, {@code on} or their opposites. */
  public boolean bool(String key) {
    Node node = members.get(key);
    if (node == null) {
      return false;
    }
    if (value(node) instanceof Boolean bool) {
      return bool;
    }
    throw wrong(node, key, "true or false");
  }

  public Optional<YamlMapping> mapping(String key) {
    return Optional.ofNullable(members.get(key)).map(node -> of(node, key));
  }

  /** Returns a list of mappings without its {@code null} entries. */
  public List<YamlMapping> mappings(String key) {
    return elements(key)
        .filter(element -> !isNull(element))
        .map(element -> of(element, key))
        .toList();
  }

  /** Returns a list of scalars' texts, {@code ""} for a {@code null} entry. */
  public List<String> textList(String key) {
    return elements(key)
        .map(element -> isNull(element) ? "" : text(element, key))
        .toList();
  }

  private Stream<Node> elements(String key) {
    Node node = members.get(key);
    if (node == null) {
      return Stream.empty();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream();
    }
    throw wrong(node, key, "a list");
  }

  private void add(Node keyNode, Node value) {
    String key = text(keyNode, "a key");
    if (members.containsKey(key)) {
      throw new YamlException(
          "line %d: \"%s\" is there twice".formatted(YamlDocument.line(keyNode), key));
    }
    if (!isNull(value)) {
      members.put(key, value);
    }
  }

  private static YamlMapping of(Node node, String key) {
    if (node instanceof MappingNode mapping) {
      return new YamlMapping(mapping);
    }
    throw wrong(node, key, "a mapping");
  }

  private static String text(Node node, String key) {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(node, key, "a single value");
  }

  private static Object value(Node node) {
    YamlScalar none = YamlScalar.quoted("");
    YamlScalar scalar = node instanceof ScalarNode it ? YamlDocument.scalar(it) : none;
    Object value = scalar.value();
    return value == null ? "" : value;
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && YamlDocument.scalar(scalar).value() == null;
  }

  private static YamlException wrong(Node node, String key, String expected) {
    return new YamlException(
        "line %d: %s must be %s".formatted(YamlDocument.line(node), key, expected));
  }
}
