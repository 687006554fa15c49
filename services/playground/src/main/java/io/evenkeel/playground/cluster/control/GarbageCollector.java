package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.DeleteOptions;
import io.evenkeel.playground.cluster.store.Deletion;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Deletes what a deleted object owned, or lets it go: before the object's end or after it. */
final class GarbageCollector {

  private static final DeleteOptions FOREGROUND =
      new DeleteOptions(DeleteOptions.Propagation.FOREGROUND, null, "", "", false);

  private final Registry registry;

  GarbageCollector(Registry registry) {
    this.registry = registry;
  }

  /** Deletes everything whose owners are all gone. */
  void collect() {
    List<KubeObject> all = registry.store().all();
    Set<String> alive = all.stream().map(KubeObject::uid).collect(Collectors.toSet());
    all.stream()
        .filter(object -> !object.ownerReferences().isEmpty() && !object.deleting())
        .filter(object -> object.ownerReferences().stream()
            .noneMatch(owner -> alive.contains(owner.path("uid").asText())))
        .forEach(object -> registry.delete(object, DeleteOptions.BACKGROUND));
  }

  /** Takes the next step for an object that waits for what it owns. */
  void release(KubeObject owner) {
    if (!owner.deleting()) {
      return;
    }
    if (owner.finalizers().contains(Deletion.ORPHAN)) {
      dependents(owner).forEach(dependent -> disown(dependent, owner));
      removeFinalizer(owner, Deletion.ORPHAN);
    } else if (owner.finalizers().contains(Deletion.FOREGROUND)) {
      List<KubeObject> dependents = dependents(owner);
      dependents.stream()
          .filter(dependent -> !dependent.deleting())
          .forEach(dependent -> registry.delete(dependent, FOREGROUND));
      if (dependents(owner).isEmpty()) {
        removeFinalizer(owner, Deletion.FOREGROUND);
      }
    }
  }

  private List<KubeObject> dependents(KubeObject owner) {
    return registry.store().all().stream()
        .filter(object -> object.isOwnedBy(owner.uid()))
        .toList();
  }

  private void disown(KubeObject dependent, KubeObject owner) {
    registry.edit(
        dependent,
        json -> keep(
            Tree.child(json, "metadata"),
            "ownerReferences",
            dependent.ownerReferences().stream()
                .filter(reference -> !reference.path("uid").asText().equals(owner.uid()))
                .toList()));
  }

  private void removeFinalizer(KubeObject owner, String name) {
    registry.edit(owner, json -> {
      List<String> left = owner.finalizers().stream()
          .filter(finalizer -> !finalizer.equals(name))
          .toList();
      Tree.child(json, "metadata").set("finalizers", Tree.array(left));
    });
  }

  private static void keep(ObjectNode object, String member, List<ObjectNode> elements) {
    object.remove(member);
    if (!elements.isEmpty()) {
      object.putArray(member).addAll(elements);
    }
  }
}
