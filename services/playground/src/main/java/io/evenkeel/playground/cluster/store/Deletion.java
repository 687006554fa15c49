package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.DeleteOptions.Propagation;
import java.time.Instant;

/** When a deleted object goes: at once, after its containers, or after its finalizers. */
public final class Deletion {

  /** Holds an object until what it owns is gone. */
  public static final String FOREGROUND = "foregroundDeletion";

  /** Holds an object until what it owns is no longer owned. */
  public static final String ORPHAN = "orphan";

  private Deletion() {}

  /** The object with its time of deletion and the finalizers the options ask for. */
  static KubeObject mark(KubeObject object, DeleteOptions options, String now) {
    return object.edit(json -> {
      ObjectNode metadata = (ObjectNode) json.get("metadata");
      finalizer(metadata, options.propagation());
      long grace = grace(object, options);
      boolean sooner = metadata.path("deletionGracePeriodSeconds").asLong() > grace;
      if (!object.deleting() || sooner) {
        metadata.put("deletionTimestamp", Instant.parse(now).plusSeconds(grace).toString());
        metadata.put("deletionGracePeriodSeconds", grace);
      }
      if (object.kind().equals(Kinds.NAMESPACE)) {
        Tree.child(json, "status").put("phase", "Terminating");
      }
    });
  }

  /** Whether a deleted object has to wait. */
  static boolean holds(KubeObject object) {
    boolean running = object.kind().equals(Kinds.POD)
        && object.metadata().path("deletionGracePeriodSeconds").asLong() > 0
        && !isOver(object);
    boolean full = object.kind().equals(Kinds.NAMESPACE)
        && !object.spec().path("finalizers").isEmpty();
    return !object.finalizers().isEmpty() || running || full;
  }

  private static boolean isOver(KubeObject pod) {
    String phase = pod.status().path("phase").asText();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  private static long grace(KubeObject object, DeleteOptions options) {
    if (!object.kind().equals(Kinds.POD)) {
      return 0;
    }
    Long asked = options.graceSeconds();
    return asked == null ? object.spec().path("terminationGracePeriodSeconds").asLong(30) : asked;
  }

  private static void finalizer(ObjectNode metadata, Propagation propagation) {
    if (propagation == Propagation.BACKGROUND) {
      return;
    }
    String name = propagation == Propagation.FOREGROUND ? FOREGROUND : ORPHAN;
    ArrayNode finalizers = metadata.get("finalizers") instanceof ArrayNode present
        ? present
        : metadata.putArray("finalizers");
    if (Tree.elements(finalizers).stream().noneMatch(one -> one.asText().equals(name))) {
      finalizers.add(name);
    }
  }
}
