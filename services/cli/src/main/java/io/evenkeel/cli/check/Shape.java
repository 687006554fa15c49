package io.evenkeel.cli.check;

import io.evenkeel.model.yaml.YamlDocument;
import io.evenkeel.model.yaml.YamlScalar;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What a part of a YAML file has to look like. */
@FunctionalInterface
interface Shape {

  /**
   * Adds what is wrong with {@code node}.
   *
   * @param place how to call it, e.g. {@code name of a stage}
   */
  void check(Node node, String place, Findings findings);

  /** Anything at all. */
  Shape ANY = (node, place, findings) -> {};

  /** Any scalar: numbers and booleans count as the text they are written as. */
  Shape TEXT = (node, place, findings) -> {
    if (!(node instanceof ScalarNode)) {
      findings.error(node, "%s must be a text, not %s".formatted(place, name(node)));
    }
  };

  /** {@code true} or {@code false}. */
  Shape BOOLEAN = (node, place, findings) -> {
    if (!(node instanceof ScalarNode scalar && meaning(scalar).value() instanceof Boolean)) {
      findings.error(node, "%s must be true or false".formatted(place));
    }
  };

  /** A whole number. */
  Shape INTEGER = (node, place, findings) -> {
    if (!(node instanceof ScalarNode scalar && meaning(scalar).value() instanceof Long)) {
      findings.error(node, "%s must be a whole number".formatted(place));
    }
  };

  /** One of {@code values}. */
  static Shape oneOf(String... values) {
    List<String> allowed = List.of(values);
    return text(text -> allowed.contains(text)
        ? ""
        : "must be %s, not \"%s\"".formatted(String.join(" or ", allowed), text));
  }

  /** A text for which {@code mistake} returns {@code ""}; else what is wrong with it. */
  static Shape text(Function<String, String> mistake) {
    return (node, place, findings) -> {
      TEXT.check(node, place, findings);
      String problem = node instanceof ScalarNode scalar ? mistake.apply(scalar.getValue()) : "";
      if (!problem.isEmpty()) {
        findings.error(node, place + " " + problem);
      }
    };
  }

  /** A list whose elements are {@code element}s, called {@code what} in messages. */
  static Shape list(String what, Shape element) {
    return (node, place, findings) -> {
      if (node instanceof SequenceNode sequence) {
        sequence.getValue().forEach(entry -> element.check(entry, what, findings));
      } else if (!isNull(node)) {
        findings.error(node, "%s must be a list, not %s".formatted(place, name(node)));
      }
    };
  }

  /** A list of at least one. */
  static Shape someOf(String what, Shape element) {
    Shape list = list(what, element);
    return (node, place, findings) -> {
      list.check(node, place, findings);
      boolean isEmpty =
          node instanceof SequenceNode entries && entries.getValue().isEmpty();
      if (isEmpty || isNull(node)) {
        findings.error(node, "%s must have at least one entry".formatted(place));
      }
    };
  }

  /** An object with any keys. */
  static Shape map(Shape value) {
    return (node, place, findings) -> {
      if (node instanceof MappingNode mapping) {
        YamlDocument.members(mapping)
            .forEach((key, member) ->
                value.check(member, "\"%s\" of %s".formatted(text(key), place), findings));
      } else if (!isNull(node)) {
        findings.error(node, "%s must be a map, not %s".formatted(place, name(node)));
      }
    };
  }

  /** This shape and another one. */
  default Shape and(Shape other) {
    return (node, place, findings) -> {
      check(node, place, findings);
      other.check(node, place, findings);
    };
  }

  static boolean isNull(Node node) {
    return node instanceof ScalarNode scalar && meaning(scalar).value() == null;
  }

  static YamlScalar meaning(ScalarNode scalar) {
    return YamlDocument.scalar(scalar);
  }

  static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private static String name(Node node) {
    if (node instanceof MappingNode) {
      return "a map";
    }
    return node instanceof SequenceNode ? "a list" : "\"%s\"".formatted(text(node));
  }

  /** The members of an object that have one of {@code names}. */
  static ObjectShape object(String... names) {
    return new ObjectShape(Set.of(names));
  }
}
