package io.evenkeel.playground.cluster.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Tree;

/** JSON merge patch (RFC 7386): members replace members, null removes, arrays are values. */
public final class MergePatch {

  private MergePatch() {}

  /** Returns a patched copy of {@code target}. */
  public static ObjectNode apply(ObjectNode target, ObjectNode patch) {
    ObjectNode result = target.deepCopy();
    patch.properties().forEach(member -> merge(result, member.getKey(), member.getValue()));
    return result;
  }

  private static void merge(ObjectNode result, String name, JsonNode value) {
    if (value.isNull()) {
      result.remove(name);
    } else if (value instanceof ObjectNode inner) {
      ObjectNode present = result.get(name) instanceof ObjectNode object ? object : Tree.object();
      result.set(name, apply(present, inner));
    } else {
      result.set(name, value);
    }
  }
}
