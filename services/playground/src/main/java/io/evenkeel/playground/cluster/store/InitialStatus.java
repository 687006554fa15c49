package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The status a new object begins with; what the client sent is not taken. */
final class InitialStatus {

  private InitialStatus() {}

  static void apply(Kind kind, ObjectNode object) {
    if (!kind.hasStatus() || kind.equals(Kinds.NODE)) {
      return;
    }
    object.remove("status");
    ObjectNode status = object.putObject("status");
    if (kind.equals(Kinds.POD)) {
      status.put("phase", "Pending").put("qosClass", "BestEffort");
    } else if (kind.equals(Kinds.NAMESPACE)) {
      status.put("phase", "Active");
    } else if (kind.equals(Kinds.SERVICE)) {
      status.putObject("loadBalancer");
    } else if (kind.equals(Kinds.PERSISTENT_VOLUME_CLAIM)) {
      claim(object, status);
    }
  }

  /** A claim is a directory on this machine: there is always one, of any size. */
  private static void claim(ObjectNode object, ObjectNode status) {
    ObjectNode spec = Tree.child(object, "spec");
    status.put("phase", "Bound");
    Tree.setDefault(spec, "accessModes", Tree.array(List.of("ReadWriteOnce")));
    status.set("accessModes", spec.get("accessModes").deepCopy());
    ObjectNode requests = Tree.child(Tree.child(spec, "resources"), "requests");
    status.set("capacity", requests.deepCopy());
    Tree.setDefault(
        spec, "volumeName", "pvc-" + object.path("metadata").path("name").asText());
  }
}
