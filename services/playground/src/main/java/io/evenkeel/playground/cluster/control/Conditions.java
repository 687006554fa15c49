package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.Optional;

/** The {@code conditions} of a status. */
public final class Conditions {

  private Conditions() {}

  /** The condition of that type, if the object has it. */
  public static Optional<ObjectNode> find(JsonNode status, String type) {
    return Tree.objects(status.path("conditions")).stream()
        .filter(condition -> condition.path("type").asText().equals(type))
        .findFirst();
  }

  /** Whether the condition is there and {@code True}. */
  public static boolean holds(KubeObject object, String type) {
    return find(object.status(), type)
        .map(condition -> condition.path("status").asText().equals("True"))
        .orElse(false);
  }

  /**
   * Sets a condition; the time of its transition changes only if its status does.
   *
   * @param now the time
   */
  public static ObjectNode set(
      ObjectNode status, String type, boolean holds, String reason, String message, String now) {
    String value = holds ? "True" : "False";
    ObjectNode condition = find(status, type).orElseGet(() -> add(status, type));
    if (!condition.path("status").asText().equals(value)) {
      condition.put("status", value).put("lastTransitionTime", now);
    }
    put(condition, "reason", reason);
    put(condition, "message", message);
    return condition;
  }

  private static ObjectNode add(ObjectNode status, String type) {
    ArrayNode conditions = status.get("conditions") instanceof ArrayNode present
        ? present
        : status.putArray("conditions");
    return conditions.addObject().put("type", type);
  }

  private static void put(ObjectNode condition, String member, String text) {
    if (text.isEmpty()) {
      condition.remove(member);
    } else {
      condition.put(member, text);
    }
  }
}
