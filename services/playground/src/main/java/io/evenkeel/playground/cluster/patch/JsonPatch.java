package io.evenkeel.playground.cluster.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.ArrayList;
import java.util.List;

/** JSON patch (RFC 6902): a list of operations, all or none. */
public final class JsonPatch {

  private static final int OPERATIONS_MAX = 10_000;

  private final ObjectNode result;

  private JsonPatch(ObjectNode result) {
    this.result = result;
  }

  /**
   * Returns a patched copy of {@code target}.
   *
   * @throws StatusException 400 for a malformed patch, 422 for one that does not fit the target
   */
  public static ObjectNode apply(ObjectNode target, JsonNode operations) {
    if (!operations.isArray() || operations.size() > OPERATIONS_MAX) {
      throw StatusException.badRequest(
          "a JSON patch is an array of at most " + OPERATIONS_MAX + " operations");
    }
    JsonPatch patch = new JsonPatch(target.deepCopy());
    operations.forEach(patch::carryOut);
    return patch.result;
  }

  private void carryOut(JsonNode operation) {
    List<String> path = pointer(operation, "path");
    switch (operation.path("op").asText()) {
      case "add" -> add(path, value(operation));
      case "remove" -> remove(path);
      case "replace" -> replace(path, value(operation));
      case "move" -> {
        JsonNode moved = read(pointer(operation, "from"));
        remove(pointer(operation, "from"));
        add(path, moved);
      }
      case "copy" -> add(path, read(pointer(operation, "from")).deepCopy());
      case "test" -> test(path, value(operation));
      default ->
        throw StatusException.badRequest(
            "Unexpected kind: " + operation.path("op").asText());
    }
  }

  private void test(List<String> path, JsonNode expected) {
    if (!read(path).equals(expected)) {
      throw StatusException.unprocessable(
          "the server rejected our request due to an error in our request: testing value "
              + text(path) + " failed");
    }
  }

  private void replace(List<String> path, JsonNode value) {
    read(path);
    JsonNode parent = parent(path);
    String last = last(path);
    if (parent instanceof ObjectNode object) {
      object.set(last, value);
    } else {
      ((ArrayNode) parent).set(index(path, ((ArrayNode) parent).size() - 1), value);
    }
  }

  private void add(List<String> path, JsonNode value) {
    JsonNode parent = parent(path);
    if (parent instanceof ObjectNode object) {
      object.set(last(path), value);
    } else if (parent instanceof ArrayNode array) {
      array.insert(last(path).equals("-") ? array.size() : index(path, array.size()), value);
    } else {
      throw missing(path);
    }
  }

  private void remove(List<String> path) {
    read(path);
    JsonNode parent = parent(path);
    if (parent instanceof ObjectNode object) {
      object.remove(last(path));
    } else {
      ((ArrayNode) parent).remove(index(path, parent.size() - 1));
    }
  }

  private JsonNode parent(List<String> path) {
    if (path.isEmpty()) {
      throw StatusException.unprocessable("a JSON patch cannot replace the whole object");
    }
    return read(path.subList(0, path.size() - 1));
  }

  private JsonNode read(List<String> path) {
    JsonNode node = result;
    for (int i = 0; i < path.size(); i++) {
      node = node.isArray()
          ? node.path(index(path.subList(0, i + 1), node.size() - 1))
          : node.path(path.get(i));
    }
    if (node.isMissingNode()) {
      throw missing(path);
    }
    return node;
  }

  private static int index(List<String> path, int largest) {
    String last = last(path);
    if (!last.matches("0|[1-9][0-9]{0,8}") || Integer.parseInt(last) > largest) {
      throw missing(path);
    }
    return Integer.parseInt(last);
  }

  private static List<String> pointer(JsonNode operation, String member) {
    String pointer = operation.path(member).asText("");
    if (!pointer.isEmpty() && !pointer.startsWith("/")) {
      throw StatusException.badRequest(
          "JSON patch: \"%s\" must be a JSON pointer, not \"%s\"".formatted(member, pointer));
    }
    List<String> path = new ArrayList<>();
    for (String step : pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
      path.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return path;
  }

  private static JsonNode value(JsonNode operation) {
    JsonNode value = operation.get("value");
    return value == null ? Tree.object().nullNode() : value.deepCopy();
  }

  private static String last(List<String> path) {
    return path.get(path.size() - 1);
  }

  private static String text(List<String> path) {
    return "/" + String.join("/", path);
  }

  private static StatusException missing(List<String> path) {
    return StatusException.unprocessable(
        "the server rejected our request due to an error in our request: JSON patch: missing path "
            + text(path));
  }
}
