package io.evenkeel.model.shipyard;

import io.evenkeel.model.yaml.YamlDocument;
import io.evenkeel.model.yaml.YamlException;
import io.evenkeel.model.yaml.YamlJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the text of a shipyard; knows its keys and nothing else. A name is the text as it stands in
 * the file: a stage called {@code no} or {@code 1.10} keeps its name.
 */
final class ShipyardYaml {

  private ShipyardYaml() {}

  static Shipyard read(String text) {
    Map<String, Node> root = map(YamlDocument.first(text), "the document");
    Map<String, Node> spec = map(root.get("spec"), "spec");
    return new Shipyard(scalar(root, "apiVersion"), list(spec, "stages", ShipyardYaml::stage));
  }

  private static StageDefinition stage(Node node) {
    Map<String, Node> stage = map(node, "a stage");
    return new StageDefinition(
        scalar(stage, "name"), list(stage, "sequences", ShipyardYaml::sequence));
  }

  private static SequenceDefinition sequence(Node node) {
    Map<String, Node> sequence = map(node, "a sequence");
    return new SequenceDefinition(
        scalar(sequence, "name"),
        list(sequence, "triggeredOn", ShipyardYaml::trigger),
        list(sequence, "tasks", ShipyardYaml::task),
        lenient(sequence, "timeout"));
  }

  private static Trigger trigger(Node node) {
    Map<String, Node> trigger = map(node, "an entry of triggeredOn");
    Map<String, Node> selector = map(trigger.get("selector"), "selector");
    Map<String, Node> match = map(selector.get("match"), "match");
    Map<String, String> wanted = new LinkedHashMap<>();
    match.keySet().forEach(key -> wanted.put(key, scalar(match, key)));
    return new Trigger(scalar(trigger, "event"), wanted);
  }

  private static TaskDefinition task(Node node) {
    Map<String, Node> task = map(node, "a task");
    return new TaskDefinition(
        scalar(task, "name"),
        scalar(task, "triggeredAfter"),
        lenient(task, "timeout"),
        properties(task.get("properties")));
  }

  /** A block with a key that is no text, at any depth, is useless as a whole. */
  private static @Nullable Object properties(@Nullable Node node) {
    return node == null || !hasOnlyTextKeys(node) ? null : YamlJson.of(node);
  }

  private static boolean hasOnlyTextKeys(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream().allMatch(ShipyardYaml::hasOnlyTextKeys);
    }
    return !(node instanceof MappingNode mapping)
        || YamlDocument.members(mapping).entrySet().stream()
            .allMatch(member -> isText(member.getKey()) && hasOnlyTextKeys(member.getValue()));
  }

  private static boolean isText(Node key) {
    return key instanceof ScalarNode scalar
        && YamlDocument.scalar(scalar).value() instanceof String;
  }

  private static <T> List<T> list(Map<String, Node> parent, String key, Function<Node, T> read) {
    Node node = parent.get(key);
    if (node == null || isNull(node)) {
      return List.of();
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw wrong(node, key, "a list");
    }
    return sequence.getValue().stream().map(read).toList();
  }

  private static Map<String, Node> map(@Nullable Node node, String what) {
    Map<String, Node> members = new LinkedHashMap<>();
    if (node == null || isNull(node)) {
      return members;
    }
    if (!(node instanceof MappingNode mapping)) {
      throw wrong(node, what, "a map");
    }
    YamlDocument.members(mapping).forEach((key, value) -> {
      String name = key instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (members.put(name, value) != null) {
        throw new YamlException(
            "yaml: line %d: key \"%s\" is there twice".formatted(YamlDocument.line(key), name));
      }
    });
    return members;
  }

  private static String scalar(Map<String, Node> parent, String key) {
    Node node = parent.get(key);
    if (node == null || isNull(node)) {
      return "";
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(node, key, "a text");
  }

  /** A key the original does not know: whatever it holds there, the file stays valid. */
  private static String lenient(Map<String, Node> parent, String key) {
    return parent.get(key) instanceof ScalarNode ? scalar(parent, key) : "";
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && YamlDocument.scalar(scalar).value() == null;
  }

  private static YamlException wrong(Node node, String what, String wanted) {
    return new YamlException(
        "yaml: line %d: %s must be %s".formatted(YamlDocument.line(node), what, wanted));
  }
}
