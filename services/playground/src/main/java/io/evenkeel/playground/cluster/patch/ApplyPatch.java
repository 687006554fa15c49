package io.evenkeel.playground.cluster.patch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.StatusException.Cause;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.ArrayList;
import java.util.List;

/**
 * Server-side apply: what a manager applies is set, what it applied before and no longer does is
 * removed, and what another manager applied with another value is a conflict. Ownership is kept of
 * applies only: ordinary updates own nothing here.
 */
public final class ApplyPatch {

  private static final List<String> IDENTITY = List.of("apiVersion", "kind");
  private static final List<String> SERVER_SET = List.of(
      "name",
      "namespace",
      "uid",
      "resourceVersion",
      "generation",
      "creationTimestamp",
      "managedFields");

  private final String manager;
  private final boolean force;
  private final String now;

  /**
   * An apply by one manager.
   *
   * @param manager the {@code fieldManager} of the request
   * @param force take over fields of others instead of refusing
   * @param now the time of the request
   */
  public ApplyPatch(String manager, boolean force, String now) {
    this.manager = manager;
    this.force = force;
    this.now = now;
  }

  /**
   * Returns {@code live} with {@code applied} applied to it; for a new object {@code live} is
   * {@code applied} itself.
   *
   * @throws StatusException 409 with the fields that others own
   */
  public ObjectNode apply(ObjectNode live, ObjectNode applied) {
    ObjectNode wanted = FieldSet.of(owned(applied));
    List<ObjectNode> others = others(live);
    refuseConflicts(others, wanted, live, applied);
    ObjectNode kept = wanted;
    for (ObjectNode other : others) {
      kept = FieldSet.union(kept, Tree.child(other, "fieldsV1"));
    }
    ObjectNode result = StrategicMergePatch.apply(live, withoutManagedFields(applied));
    FieldSet.prune(result, previous(live), kept);
    Tree.child(result, "metadata").set("managedFields", managedFields(others, wanted, applied));
    return result;
  }

  private void refuseConflicts(
      List<ObjectNode> others, ObjectNode wanted, ObjectNode live, ObjectNode applied) {
    List<Cause> causes = new ArrayList<>();
    for (ObjectNode other : others) {
      ObjectNode fields = Tree.child(other, "fieldsV1");
      for (String field : FieldSet.disagreements(fields, wanted, live, applied, "")) {
        String message = "conflict with \"%s\"".formatted(other.path("manager").asText());
        causes.add(new Cause("FieldManagerConflict", field, message));
      }
    }
    if (!causes.isEmpty() && !force) {
      String fields = String.join(
          "; ",
          causes.stream().map(cause -> cause.message() + ": " + cause.field()).toList());
      throw StatusException.applyConflict(
          "Apply failed with %d conflict%s: %s"
              .formatted(causes.size(), causes.size() == 1 ? "" : "s", fields),
          causes);
    }
  }

  private ArrayNode managedFields(List<ObjectNode> others, ObjectNode wanted, ObjectNode applied) {
    ArrayNode entries = Tree.array();
    for (ObjectNode other : others) {
      if (force) {
        other.set("fieldsV1", FieldSet.minus(Tree.child(other, "fieldsV1"), wanted));
      }
      entries.add(other);
    }
    entries
        .addObject()
        .put("manager", manager)
        .put("operation", "Apply")
        .put("apiVersion", applied.path("apiVersion").asText())
        .put("time", now)
        .put("fieldsType", "FieldsV1")
        .set("fieldsV1", wanted);
    return entries;
  }

  private List<ObjectNode> others(ObjectNode live) {
    return Tree.objects(live.path("metadata").path("managedFields")).stream()
        .filter(entry -> !entry.path("manager").asText().equals(manager))
        .map(ObjectNode::deepCopy)
        .toList();
  }

  private ObjectNode previous(ObjectNode live) {
    return Tree.objects(live.path("metadata").path("managedFields")).stream()
        .filter(entry -> entry.path("manager").asText().equals(manager))
        .map(entry -> Tree.child(entry.deepCopy(), "fieldsV1"))
        .findFirst()
        .orElseGet(Tree::object);
  }

  /** What an apply owns: not what identifies the object or what the server sets. */
  private static ObjectNode owned(ObjectNode applied) {
    ObjectNode object = applied.deepCopy();
    object.remove(IDENTITY);
    ObjectNode metadata = Tree.child(object, "metadata");
    metadata.remove(SERVER_SET);
    if (metadata.isEmpty()) {
      object.remove("metadata");
    }
    return object;
  }

  private static ObjectNode withoutManagedFields(ObjectNode applied) {
    ObjectNode object = applied.deepCopy();
    Tree.child(object, "metadata").remove("managedFields");
    return object;
  }
}
