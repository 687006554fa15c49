package io.evenkeel.model.job;

import io.evenkeel.model.yaml.YamlScalar;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
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
 * Values as YAML in the layout of the library Keptn uses: block style, keys in natural order, text
 * quoted only where it would otherwise mean something else.
 *
 * <p>Source: job-executor.md §9, {@code as: yaml}.
 */
final class GoYaml {

  private static final Pattern BASE_60 =
      Pattern.compile("[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?");

  private GoYaml() {}

  /** Writes {@code value}, ended by a line feed. */
  static String write(@Nullable Object value) {
    StringWriter out = new StringWriter();
    writer().serialize(node(value), out);
    return out.toString();
  }

  private static Yaml writer() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    return new Yaml(
        new SafeConstructor(new LoaderOptions()),
        new Representer(options),
        options,
        new LoaderOptions(),
        new NothingImplied());
  }

  private static Node node(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return mapping(EventText.sorted(map));
    }
    if (value instanceof List<?> list) {
      List<Node> elements = new ArrayList<>();
      list.forEach(element -> elements.add(node(element)));
      return new SequenceNode(Tag.SEQ, elements, style(list.isEmpty()));
    }
    if (value instanceof String text) {
      return scalar(text, textStyle(text));
    }
    return scalar(plain(value), ScalarStyle.PLAIN);
  }

  private static String plain(@Nullable Object value) {
    if (value instanceof Number number) {
      return EventText.goFloat(number.doubleValue());
    }
    return value instanceof Instant time ? EventText.rfc3339(time) : String.valueOf(value);
  }

  private static Node mapping(Map<String, @Nullable Object> members) {
    List<NodeTuple> tuples = new ArrayList<>();
    // A tree, not a sort: the order Go uses has cycles, which Java's sorting refuses.
    Map<String, @Nullable Object> ordered = new TreeMap<>(new NaturalOrder());
    members.forEach(ordered::put);
    ordered.forEach((key, member) -> tuples.add(new NodeTuple(node(key), node(member))));
    return new MappingNode(Tag.MAP, tuples, style(tuples.isEmpty()));
  }

  private static FlowStyle style(boolean empty) {
    return empty ? FlowStyle.FLOW : FlowStyle.BLOCK;
  }

  private static ScalarNode scalar(String text, ScalarStyle style) {
    return new ScalarNode(Tag.STR, text, null, null, style);
  }

  private static ScalarStyle textStyle(String text) {
    if (text.contains("\n")) {
      return ScalarStyle.LITERAL;
    }
    boolean staysText = YamlScalar.plain(text).value() instanceof String value
        && YamlScalar.plain(text).equals(YamlScalar.quoted(value))
        && !BASE_60.matcher(text).matches();
    return staysText ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
  }

  /** Every scalar is written with the style it was given and without a tag. */
  private static final class NothingImplied extends Resolver {
    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
      return kind == NodeId.scalar ? Tag.STR : super.resolve(kind, value, implicit);
    }
  }

  /** Digits count as numbers, everything else comes before letters. */
  private static final class NaturalOrder implements Comparator<String> {

    @Override
    public int compare(String left, String right) {
      int[] one = left.codePoints().toArray();
      int[] other = right.codePoints().toArray();
      for (int index = 0; index < Math.min(one.length, other.length); index++) {
        if (one[index] != other[index]) {
          return difference(one, other, index);
        }
      }
      return Integer.compare(one.length, other.length);
    }

    private static int difference(int[] one, int[] other, int index) {
      boolean letter = Character.isLetter(one[index]);
      boolean otherLetter = Character.isLetter(other[index]);
      if (letter != otherLetter) {
        return letter ? 1 : -1;
      }
      if (letter) {
        return Integer.compare(one[index], other[index]);
      }
      String digits = digits(one, index);
      String otherDigits = digits(other, index);
      long start = insideNumber(one, other, index) ? 1 : 0;
      int byValue = Long.compare(number(start, digits), number(start, otherDigits));
      int byLength = Integer.compare(digits.length(), otherDigits.length());
      return byValue != 0
          ? byValue
          : byLength != 0 ? byLength : Integer.compare(one[index], other[index]);
    }

    /** A zero after other digits counts as part of their number, not as a leading one. */
    private static boolean insideNumber(int[] one, int[] other, int index) {
      if (one[index] != '0' && other[index] != '0') {
        return false;
      }
      for (int before = index - 1; before >= 0 && isDigit(one[before]); before--) {
        if (one[before] != '0') {
          return true;
        }
      }
      return false;
    }

    private static String digits(int[] text, int start) {
      int end = start;
      while (end < text.length && isDigit(text[end])) {
        end++;
      }
      return new String(text, start, end - start);
    }

    private static long number(long start, String digits) {
      return digits.chars().asLongStream().reduce(start, (sum, digit) -> sum * 10 + digit - '0');
    }

    private static boolean isDigit(int character) {
      return character >= '0' && character <= '9';
    }
  }
}
