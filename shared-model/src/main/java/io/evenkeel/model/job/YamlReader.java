package io.evenkeel.model.job;

import io.evenkeel.model.yaml.YamlDocument;
import io.evenkeel.model.yaml.YamlScalar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Typed, strict reading of YAML nodes that goes on after a problem and collects them all, worded
 * like Keptn's parser. Type names in the messages are those users know, e.g. {@code config.Task}.
 */
final class YamlReader {

  /** More values than this in one file, aliases expanded, are refused. */
  private static final int MAX_VALUES = 1_000_000;

  private static final int LONGEST_QUOTE = 10;
  private static final int CUT_QUOTE = 7;

  private final List<Problem> problems = new ArrayList<>();
  private int values;

  /** Throws if anything was wrong so far. */
  void check() {
    if (!problems.isEmpty()) {
      throw new JobConfigException(problems.stream()
          .sorted(Comparator.comparingInt(Problem::line))
          .map(problem -> "line %d: %s".formatted(problem.line(), problem.text()))
          .collect(Collectors.joining("\n  ", "yaml: unmarshal errors:\n  ", "")));
    }
  }

  static boolean isNull(@Nullable Node node) {
    return node == null
        || (node instanceof ScalarNode scalar && YamlDocument.scalar(scalar).value() == null);
  }

  /** Reads the members of an object that may only have {@code names}. */
  Map<String, Node> members(@Nullable Node node, String type, Set<String> names) {
    Map<String, Node> members = new HashMap<>();
    for (Map.Entry<Node, Node> member : entries(node, type).entrySet()) {
      String name = string(member.getKey());
      if (!(member.getKey() instanceof ScalarNode)) {
        continue; // Already reported.
      }
      if (!names.contains(name)) {
        report(member.getKey(), "field %s not found in type %s".formatted(name, type));
      } else if (members.putIfAbsent(name, member.getValue()) != null) {
        report(member.getKey(), "field %s already set in type %s".formatted(name, type));
      }
    }
    return members;
  }

  /** Reads an object with any text members. */
  Map<String, String> strings(@Nullable Node node) {
    Map<String, String> strings = new HashMap<>();
    Set<String> seen = new HashSet<>();
    entries(node, "map[string]string").forEach((keyNode, value) -> {
      String key = string(keyNode);
      if (seen.add(key)) {
        strings.put(key, string(value));
      } else {
        report(keyNode, "key \"%s\" already set in map".formatted(key));
      }
    });
    return strings;
  }

  <T> List<T> list(@Nullable Node node, String type, Function<Node, T> element) {
    if (isNull(node)) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence) {
      return count(sequence.getValue()).stream().map(element).toList();
    }
    mismatch(node, type);
    return List.of();
  }

  List<String> stringList(@Nullable Node node) {
    return list(node, "[]string", this::string);
  }

  /** Reads text: any scalar as it is written, {@code ""} for null. */
  String string(@Nullable Node node) {
    if (isNull(node)) {
      return "";
    }
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    mismatch(node, "string");
    return "";
  }

  @Nullable
  Boolean bool(@Nullable Node node) {
    if (isNull(node)) {
      return null;
    }
    if (node instanceof ScalarNode scalar
        && YamlDocument.scalar(scalar).value() instanceof Boolean value) {
      return value;
    }
    mismatch(node, "bool");
    return null;
  }

  /** Reads a whole number; a fraction is cut off. */
  @Nullable
  Long integer(@Nullable Node node, String type, long min, long max) {
    if (isNull(node)) {
      return null;
    }
    if (node instanceof ScalarNode scalar
        && YamlDocument.scalar(scalar).value() instanceof Number number
        && Double.isFinite(number.doubleValue())) {
      BigDecimal whole = new BigDecimal(number.toString()).setScale(0, RoundingMode.DOWN);
      if (whole.compareTo(BigDecimal.valueOf(min)) >= 0
          && whole.compareTo(BigDecimal.valueOf(max)) <= 0) {
        return whole.longValueExact();
      }
    }
    mismatch(node, type);
    return null;
  }

  private Map<Node, Node> entries(@Nullable Node node, String type) {
    if (isNull(node)) {
      return Map.of();
    }
    if (node instanceof MappingNode mapping) {
      count(mapping.getValue());
      return YamlDocument.members(mapping);
    }
    mismatch(node, type);
    return Map.of();
  }

  private <T> List<T> count(List<T> nodes) {
    values += nodes.size();
    if (values > MAX_VALUES) {
      throw new JobConfigException("yaml: document contains excessive aliasing");
    }
    return nodes;
  }

  private void mismatch(@Nullable Node node, String type) {
    if (node != null) {
      report(node, "cannot unmarshal %s into %s".formatted(describe(node), type));
    }
  }

  private static String describe(Node node) {
    if (node instanceof ScalarNode scalar) {
      YamlScalar meaning = YamlDocument.scalar(scalar);
      String text = scalar.getValue();
      return "%s `%s`"
          .formatted(
              meaning.tag(),
              text.length() > LONGEST_QUOTE ? text.substring(0, CUT_QUOTE) + "..." : text);
    }
    return node.getNodeId() == NodeId.sequence ? "!!seq" : "!!map";
  }

  private void report(Node node, String problem) {
    problems.add(new Problem(YamlDocument.line(node), problem));
  }

  private record Problem(int line, String text) {}
}
