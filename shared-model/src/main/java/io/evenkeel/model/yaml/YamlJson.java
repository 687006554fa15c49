package io.evenkeel.model.yaml;

import io.evenkeel.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A YAML document as JSON values: keys become text, booleans and numbers keep their type, a key
 * that occurs twice is an error.
 *
 * <p>Source: remediation.md §1.
 */
public final class YamlJson {

  /** More values than this in one document, aliases expanded, are refused. */
  private static final int MAX_VALUES = 1_000_000;

  private int values;

  private YamlJson() {}

  /**
   * Reads the first document of {@code text}; {@code null} if there is none.
   *
   * @throws YamlException if it is not YAML; the message names the line
   */
  public static @Nullable Object parse(String text) {
    Node root = YamlDocument.first(text);
    return root == null ? null : Json.freeze(new YamlJson().value(root));
  }

  /**
   * The value of one node of a document.
   *
   * @throws YamlException if a key occurs twice or is no scalar; the message names the line
   */
  public static @Nullable Object of(Node node) {
    return Json.freeze(new YamlJson().value(node));
  }

  private @Nullable Object value(Node node) {
    if (++values > MAX_VALUES) {
      throw new YamlException("yaml: document contains excessive aliasing");
    }
    if (node instanceof MappingNode mapping) {
      return object(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      return list(sequence);
    }
    return YamlDocument.scalar((ScalarNode) node).value();
  }

  private Map<String, @Nullable Object> object(MappingNode mapping) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    YamlDocument.members(mapping).forEach((keyNode, valueNode) -> {
      String key = key(keyNode);
      if (object.containsKey(key)) {
        throw new YamlException("yaml: unmarshal errors:\n  line %d: key \"%s\" already set in map"
            .formatted(YamlDocument.line(keyNode), key));
      }
      object.put(key, value(valueNode));
    });
    return object;
  }

  private List<@Nullable Object> list(SequenceNode sequence) {
    List<@Nullable Object> list = new ArrayList<>();
    sequence.getValue().forEach(element -> list.add(value(element)));
    return list;
  }

  private static String key(Node node) {
    if (node instanceof ScalarNode scalar) {
      return String.valueOf(YamlDocument.scalar(scalar).value());
    }
    throw new YamlException(
        "yaml: line %d: a key must be a scalar".formatted(YamlDocument.line(node)));
  }
}
