package io.evenkeel.playground.cluster.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which fields a manager owns, in the {@code FieldsV1} form of {@code metadata.managedFields}:
 * {@code f:NAME} for a member, <code>k:{"name":"x"}</code> for an element of a keyed array,
 * {@code {}} for a value, {@code .} for the element itself.
 */
final class FieldSet {

  private FieldSet() {}

  /** Every field that {@code object} sets. */
  static ObjectNode of(ObjectNode object) {
    ObjectNode fields = Tree.object();
    object
        .properties()
        .forEach(
            member -> fields.set("f:" + member.getKey(), of(member.getKey(), member.getValue())));
    return fields;
  }

  /** The fields in either. */
  static ObjectNode union(ObjectNode one, ObjectNode other) {
    return MergePatch.apply(one, other);
  }

  /** {@code fields} without those values that are also in {@code gone}. */
  static ObjectNode minus(ObjectNode fields, ObjectNode gone) {
    ObjectNode rest = Tree.object();
    fields.properties().forEach(field -> {
      JsonNode taken = gone.path(field.getKey());
      if (taken.isMissingNode()) {
        rest.set(field.getKey(), field.getValue());
      } else if (field.getValue() instanceof ObjectNode inner
          && taken instanceof ObjectNode takenInner) {
        ObjectNode innerRest = minus(inner, takenInner);
        if (!innerRest.isEmpty()) {
          rest.set(field.getKey(), innerRest);
        }
      }
    });
    return rest;
  }

  /**
   * Removes from {@code target} every field of {@code owned} that {@code kept} lacks, and the
   * objects and arrays that are empty then.
   */
  static void prune(ObjectNode target, ObjectNode owned, ObjectNode kept) {
    owned.properties().forEach(field -> {
      String name = field.getKey().substring(Math.min(2, field.getKey().length()));
      if (field.getKey().startsWith("f:") && target.has(name)) {
        boolean empty = pruneValue(target.get(name), field.getValue(), kept.path(field.getKey()));
        if (empty && !kept.has(field.getKey())) {
          target.remove(name);
        }
      }
    });
  }

  /** Answers whether nothing is left of {@code value}. */
  private static boolean pruneValue(JsonNode value, JsonNode owned, JsonNode kept) {
    ObjectNode keptFields = kept instanceof ObjectNode object ? object : Tree.object();
    if (owned.isEmpty()) {
      return true;
    }
    if (value instanceof ObjectNode object && owned instanceof ObjectNode fields) {
      prune(object, fields, keptFields);
      return object.isEmpty();
    }
    if (value instanceof ArrayNode array && owned instanceof ObjectNode fields) {
      pruneElements(array, fields, keptFields);
      return array.isEmpty();
    }
    return true;
  }

  private static void pruneElements(ArrayNode array, ObjectNode owned, ObjectNode kept) {
    owned.properties().forEach(element -> indexOf(array, element.getKey()).ifPresent(index -> {
      if (!kept.has(element.getKey())) {
        array.remove(index.intValue());
      } else if (array.get(index) instanceof ObjectNode present
          && element.getValue() instanceof ObjectNode fields) {
        prune(present, fields, (ObjectNode) kept.get(element.getKey()));
      }
    }));
  }

  /** Paths of values in both sets that {@code live} and {@code applied} do not agree about. */
  static List<String> disagreements(
      ObjectNode owned, ObjectNode wanted, JsonNode live, JsonNode applied, String path) {
    List<String> found = new ArrayList<>();
    owned.properties().forEach(field -> {
      String key = field.getKey();
      if (wanted.get(key) instanceof ObjectNode inner && !key.equals(".")) {
        JsonNode now = step(live, key);
        JsonNode then = step(applied, key);
        String at = path + (key.startsWith("f:") ? "." + key.substring(2) : "[" + key + "]");
        if (!inner.isEmpty() && field.getValue() instanceof ObjectNode ownedInner) {
          found.addAll(disagreements(ownedInner, inner, now, then, at));
        } else if (!now.equals(then)) {
          found.add(at);
        }
      }
    });
    return found;
  }

  private static JsonNode step(JsonNode node, String key) {
    if (key.startsWith("f:")) {
      return node.path(key.substring(2));
    }
    return indexOf(node, key).map(node::path).orElseGet(() -> Tree.object().path("none"));
  }

  private static ObjectNode of(String name, JsonNode value) {
    if (value instanceof ObjectNode object) {
      return of(object);
    }
    ObjectNode fields = Tree.object();
    if (value.isArray() && ListKeys.isSet(name)) {
      value.forEach(element -> fields.putObject("v:" + element));
    } else if (value.isArray()) {
      List<String> keys = ListKeys.of(name, value);
      Tree.objects(value).stream().filter(element -> !keys.isEmpty()).forEach(element -> {
        ObjectNode inner = of(element);
        inner.putObject(".");
        fields.set(elementKey(keys, element), inner);
      });
    }
    return fields;
  }

  private static String elementKey(List<String> keys, ObjectNode element) {
    ObjectNode key = Tree.object();
    keys.forEach(
        member -> key.set(member, element.has(member) ? element.get(member) : key.textNode("TCP")));
    return "k:" + key;
  }

  private static Optional<Integer> indexOf(JsonNode array, String elementKey) {
    for (int i = 0; i < array.size(); i++) {
      if (isKnownBy(array.get(i), elementKey)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }

  private static boolean isKnownBy(JsonNode element, String elementKey) {
    if (elementKey.startsWith("v:")) {
      return elementKey.equals("v:" + element);
    }
    if (!elementKey.startsWith("k:") || !(element instanceof ObjectNode object)) {
      return false;
    }
    JsonNode key =
        Tree.parse(elementKey.substring(2).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    List<String> members = new ArrayList<>();
    key.fieldNames().forEachRemaining(members::add);
    return elementKey(members, object).equals(elementKey);
  }
}
