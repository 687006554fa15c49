package io.evenkeel.cli.check;

import io.evenkeel.model.yaml.YamlDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * What a shipyard's {@code triggeredOn} says that will never happen: the end of a sequence there is
 * not, a result there is not, a key nobody looks at. Warnings, since a shipyard may say so.
 *
 * <p>Source: sequences.md §2.3.
 */
final class ShipyardTriggers implements Shape {

  private static final Set<String> RESULTS =
      new TreeSet<>(Set.of("pass", "warning", "fail", "timedOut", "aborted"));

  private static final Node NOTHING =
      new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.BLOCK);

  @Override
  public void check(Node root, String place, Findings findings) {
    Set<String> ends = new TreeSet<>();
    List<Node> triggers = new ArrayList<>();
    for (Node stage : entries(member(member(root, "spec"), "stages"))) {
      String name = Shape.text(member(stage, "name"));
      ends.add(end(name, "evaluation"));
      for (Node sequence : entries(member(stage, "sequences"))) {
        ends.add(end(name, Shape.text(member(sequence, "name"))));
        triggers.addAll(entries(member(sequence, "triggeredOn")));
      }
    }
    triggers.forEach(trigger -> check(trigger, ends, findings));
  }

  private static String end(String stage, String sequence) {
    return "%s.%s.finished".formatted(stage, sequence);
  }

  private static void check(Node trigger, Set<String> ends, Findings findings) {
    Node event = member(trigger, "event");
    if (!Shape.text(event).isEmpty() && !ends.contains(Shape.text(event))) {
      findings.warning(
          event,
          "\"%s\" never comes; the sequences of this file end with %s"
              .formatted(Shape.text(event), String.join(", ", ends)));
    }
    members(member(member(trigger, "selector"), "match"))
        .forEach((key, value) -> match(key, value, findings));
  }

  private static void match(Node key, Node value, Findings findings) {
    String name = Shape.text(key);
    if (!name.equals("result") && !name.endsWith(".result")) {
      findings.warning(
          key, "\"%s\" never matches; use \"result\" or \"<last task>.result\"".formatted(name));
    } else if (!RESULTS.contains(Shape.text(value))) {
      findings.warning(
          value,
          "\"%s\" never matches; a result is %s"
              .formatted(Shape.text(value), String.join(", ", RESULTS)));
    }
  }

  private static Node member(Node node, String name) {
    return members(node).entrySet().stream()
        .filter(member -> Shape.text(member.getKey()).equals(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(NOTHING);
  }

  private static Map<Node, Node> members(Node node) {
    return node instanceof MappingNode mapping
        ? YamlDocument.members(mapping)
        : new LinkedHashMap<>();
  }

  private static List<Node> entries(Node node) {
    return node instanceof SequenceNode sequence ? sequence.getValue() : List.of();
  }
}
