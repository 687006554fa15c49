package io.evenkeel.model.yaml;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The node tree of the first YAML document of a text, with lines. Error texts are those of the
 * parser Keptn uses.
 *
 * <p>Source: job-executor.md §4.3.
 */
public final class YamlDocument {

  private static final Tag PLAIN = new Tag("!plain");
  private static final int MAX_ALIASES = 500;
  private static final int MAX_DEPTH = 100;
  private static final int MAX_TABS = 100;

  private YamlDocument() {}

  /**
   * Returns the root, or {@code null} if there is no document in {@code text}.
   *
   * @throws YamlException if the first document is not YAML: {@code yaml: line 2: …}
   */
  public static @Nullable Node first(String text) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (int tabs = 0; tabs < MAX_TABS; tabs++) {
      try {
        return compose(content);
      } catch (MarkedYAMLException malformed) {
        Optional<String> repaired = YamlProblem.withoutTab(content, malformed);
        if (repaired.isEmpty()) {
          throw new YamlException("yaml: " + YamlProblem.describe(malformed), malformed);
        }
        content = repaired.get();
      } catch (YAMLException malformed) {
        throw new YamlException("yaml: " + malformed.getMessage(), malformed);
      }
    }
    throw new YamlException(
        "yaml: more than %d values are separated by tabs: use blanks".formatted(MAX_TABS));
  }

  private static @Nullable Node compose(String content) {
    Iterator<Node> documents = parser().composeAll(new StringReader(content)).iterator();
    return documents.hasNext() ? finite(documents.next()) : null;
  }

  /** The 1-based line on which {@code node} starts. */
  public static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  /** What a scalar means by its quotes and its explicit tag, if any. */
  public static YamlScalar scalar(ScalarNode node) {
    YamlScalar plain = YamlScalar.plain(node.getValue());
    boolean implied = node.getTag().equals(PLAIN)
        || node.getTag().getValue().equals(Tag.PREFIX + plain.tag().substring(2));
    return implied ? plain : YamlScalar.quoted(node.getValue());
  }

  /**
   * Returns the members of {@code mapping}, merge keys ({@code <<}) resolved: a member of the
   * mapping itself wins. Keys are the nodes of the file, so that duplicates stay visible.
   */
  public static Map<Node, Node> members(MappingNode mapping) {
    Map<Node, Node> own = new LinkedHashMap<>();
    Map<Node, Node> all = new LinkedHashMap<>();
    for (NodeTuple member : mapping.getValue()) {
      if (isMerge(member.getKeyNode())) {
        merge(member.getValueNode(), all);
      } else {
        own.put(member.getKeyNode(), member.getValueNode());
      }
    }
    own.keySet().forEach(key -> all.keySet().removeIf(other -> sameKey(key, other)));
    all.putAll(own);
    return all;
  }

  /** Refuses a node that contains itself, so that walking the tree always ends. */
  private static Node finite(Node root) {
    Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.isTwoStepsConstruction()) {
        throw new YamlException(
            "yaml: anchor '%s' value contains itself".formatted(node.getAnchor()));
      }
      if (seen.add(node)) {
        open.addAll(children(node));
      }
    }
    return root;
  }

  private static List<Node> children(Node node) {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    return node instanceof MappingNode mapping
        ? mapping.getValue().stream()
            .flatMap(member -> Stream.of(member.getKeyNode(), member.getValueNode()))
            .toList()
        : List.of();
  }

  private static void merge(Node source, Map<Node, Node> target) {
    if (source instanceof MappingNode mapping) {
      members(mapping).forEach((key, value) -> {
        if (target.keySet().stream().noneMatch(other -> sameKey(key, other))) {
          target.put(key, value);
        }
      });
    } else if (source instanceof SequenceNode sequence
        && sequence.getValue().stream().allMatch(MappingNode.class::isInstance)) {
      sequence.getValue().forEach(mapping -> merge(mapping, target));
    } else {
      throw new YamlException(
          "yaml: line %d: map merge requires map or sequence of maps as the value"
              .formatted(line(source)));
    }
  }

  private static boolean isMerge(Node key) {
    return key instanceof ScalarNode scalar
        && scalar.getValue().equals("<<")
        && (scalar.isPlain() || scalar.getTag().equals(Tag.MERGE));
  }

  private static boolean sameKey(Node one, Node other) {
    return one instanceof ScalarNode left
        && other instanceof ScalarNode right
        && left.getValue().equals(right.getValue());
  }

  private static Yaml parser() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    DumperOptions unused = new DumperOptions();
    return new Yaml(
        new SafeConstructor(options), new Representer(unused), unused, options, new Implicit());
  }

  /** Marks unquoted scalars, so that their meaning can be decided here and not by the library. */
  private static final class Implicit extends Resolver {
    @Override
    protected void addImplicitResolvers() {}

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return kind == NodeId.scalar && implicit ? PLAIN : super.resolve(kind, value, implicit);
    }
  }
}
