package io.evenkeel.playground.cluster.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Strategic merge patch: like a merge patch, but arrays with key members are merged element by
 * element, and directives ({@code $patch}, {@code $retainKeys}, {@code $setElementOrder/…},
 * {@code $deleteFromPrimitiveList/…}) delete, replace and order.
 */
public final class StrategicMergePatch {

  private static final String ORDER = "$setElementOrder/";
  private static final String DELETE_VALUES = "$deleteFromPrimitiveList/";

  private StrategicMergePatch() {}

  /**
   * Returns a patched copy of {@code target}.
   *
   * @throws StatusException 400 for a directive that is none, or an element without its key
   */
  public static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    if (directive(patch).equals("replace")) {
      return withoutDirectives(patch);
    }
    ObjectNode result = target.deepCopy();
    if (patch.has("$retainKeys")) {
      Set<String> retained = Tree.elements(patch.get("$retainKeys")).stream()
          .map(JsonNode::asText)
          .collect(Collectors.toSet());
      result.retain(retained);
    }
    patch.properties().forEach(member -> merge(result, patch, member.getKey(), member.getValue()));
    return result;
  }

  private static void merge(ObjectNode result, ObjectNode patch, String name, JsonNode value) {
    if (name.startsWith(DELETE_VALUES)) {
      deleteValues(result, name.substring(DELETE_VALUES.length()), value);
    } else if (name.startsWith(ORDER)) {
      orderOnly(result, patch, name.substring(ORDER.length()), value);
    } else if (name.startsWith("$")) {
      return;
    } else if (value.isNull()) {
      result.remove(name);
    } else if (value instanceof ObjectNode object) {
      mergeObject(result, name, object);
    } else if (value instanceof ArrayNode array) {
      result.set(name, mergeArray(result.path(name), name, array, patch.path(ORDER + name)));
    } else {
      result.set(name, value);
    }
  }

  private static void mergeObject(ObjectNode result, String name, ObjectNode patch) {
    if (directive(patch).equals("delete")) {
      result.remove(name);
      return;
    }
    ObjectNode present = result.get(name) instanceof ObjectNode object ? object : Tree.object();
    result.set(name, apply(present, patch));
  }

  private static JsonNode mergeArray(
      JsonNode present, String name, ArrayNode patch, JsonNode order) {
    if (ListKeys.isSet(name)) {
      return union(present, patch);
    }
    List<String> keys = ListKeys.of(name, patch.isEmpty() ? present : patch);
    if (keys.isEmpty() || replaces(patch)) {
      return withoutDirectives(patch);
    }
    Map<String, JsonNode> merged = byKey(name, keys, present);
    for (ObjectNode element : Tree.objects(patch)) {
      mergeElement(merged, key(name, keys, element), element);
    }
    return ordered(merged, keys, order);
  }

  private static void mergeElement(Map<String, JsonNode> merged, String key, ObjectNode patch) {
    if (directive(patch).equals("delete")) {
      merged.remove(key);
    } else if (merged.get(key) instanceof ObjectNode present) {
      merged.put(key, apply(present, patch));
    } else {
      merged.put(key, apply(Tree.object(), patch));
    }
  }

  /** An order may come alone, when only the sequence of the elements changed. */
  private static void orderOnly(ObjectNode result, ObjectNode patch, String name, JsonNode order) {
    List<String> keys = ListKeys.of(name, result.path(name));
    if (!patch.has(name) && !keys.isEmpty() && result.get(name) instanceof ArrayNode present) {
      result.set(name, ordered(byKey(name, keys, present), keys, order));
    }
  }

  /** First those the order names, in its order, then the others as they were. */
  private static ArrayNode ordered(
      Map<String, JsonNode> elements, List<String> keys, JsonNode order) {
    ArrayNode result = Tree.array();
    for (JsonNode wanted : Tree.elements(order)) {
      ListKeys.key(keys, wanted).map(elements::remove).ifPresent(result::add);
    }
    elements.values().forEach(result::add);
    return result;
  }

  private static Map<String, JsonNode> byKey(String name, List<String> keys, JsonNode elements) {
    Map<String, JsonNode> result = new LinkedHashMap<>();
    Tree.objects(elements).forEach(element -> result.put(key(name, keys, element), element));
    return result;
  }

  private static String key(String name, List<String> keys, ObjectNode element) {
    return ListKeys.key(keys, element)
        .orElseThrow(() ->
            StatusException.badRequest("map: %s does not contain declared merge key: %s (in %s)"
                .formatted(element, String.join(", ", keys), name)));
  }

  private static boolean replaces(ArrayNode patch) {
    return Tree.objects(patch).stream().anyMatch(one -> directive(one).equals("replace"));
  }

  private static ArrayNode union(JsonNode present, ArrayNode added) {
    List<JsonNode> all = new ArrayList<>(Tree.elements(present));
    added.forEach(value -> {
      if (!all.contains(value)) {
        all.add(value);
      }
    });
    ArrayNode result = Tree.array();
    all.forEach(result::add);
    return result;
  }

  private static void deleteValues(ObjectNode result, String name, JsonNode values) {
    List<JsonNode> gone = Tree.elements(values);
    if (result.get(name) instanceof ArrayNode present) {
      ArrayNode left = Tree.array();
      present.forEach(value -> {
        if (!gone.contains(value)) {
          left.add(value);
        }
      });
      result.set(name, left);
    }
  }

  private static String directive(ObjectNode patch) {
    String directive = patch.path("$patch").asText("");
    if (!Set.of("", "replace", "merge", "delete").contains(directive)) {
      throw StatusException.badRequest("unknown patch directive: " + directive);
    }
    return directive;
  }

  private static ObjectNode withoutDirectives(ObjectNode object) {
    ObjectNode result = Tree.object();
    object.properties().forEach(member -> {
      if (!member.getKey().startsWith("$")) {
        result.set(member.getKey(), plain(member.getValue()));
      }
    });
    return result;
  }

  private static ArrayNode withoutDirectives(ArrayNode array) {
    ArrayNode result = Tree.array();
    array.forEach(element -> {
      boolean onlyDirective = element.size() == 1 && element.has("$patch");
      if (!onlyDirective && !element.path("$patch").asText().equals("delete")) {
        result.add(plain(element));
      }
    });
    return result;
  }

  private static JsonNode plain(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return withoutDirectives(object);
    }
    return value instanceof ArrayNode array ? withoutDirectives(array) : value;
  }
}
