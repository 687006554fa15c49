package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Kind;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.ObjectStore;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.List;

/** Who made whom. */
final class Ownership {

  private Ownership() {}

  /** Objects of {@code kind} that {@code owner} controls and that are not being deleted. */
  static List<KubeObject> controlled(ObjectStore store, Kind kind, KubeObject owner) {
    return store.list(kind, owner.namespace()).stream()
        .filter(object -> object.isControlledBy(owner) && !object.deleting())
        .toList();
  }

  /** The reference that makes {@code owner} the controller of a new object. */
  static ArrayNode reference(KubeObject owner) {
    ArrayNode references = Tree.array();
    references
        .addObject()
        .put("apiVersion", owner.kind().apiVersion())
        .put("kind", owner.kind().name())
        .put("name", owner.name())
        .put("uid", owner.uid())
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    return references;
  }

  /** A new pod from the template of {@code owner}, named after it. */
  static ObjectNode pod(KubeObject owner) {
    ObjectNode template = owner.spec().path("template").deepCopy();
    ObjectNode pod = Tree.object();
    ObjectNode metadata = pod.putObject("metadata").put("generateName", owner.name() + "-");
    for (String member : List.of("labels", "annotations")) {
      if (template.path("metadata").get(member) instanceof ObjectNode copied) {
        metadata.set(member, copied);
      }
    }
    metadata.set("ownerReferences", reference(owner));
    pod.set("spec", template.path("spec"));
    return pod;
  }
}
