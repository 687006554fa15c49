package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.DeleteOptions;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Registry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Keeps as many pods as a ReplicaSet wants. */
final class ReplicaSets {

  private static final String COMPONENT = "replicaset-controller";

  private final Registry registry;
  private final EventRecorder events;

  ReplicaSets(Registry registry, EventRecorder events) {
    this.registry = registry;
    this.events = events;
  }

  void reconcile(KubeObject set) {
    if (set.deleting()) {
      return;
    }
    List<KubeObject> pods = new ArrayList<>(pods(set));
    int wanted = set.spec().path("replicas").asInt(1);
    for (int missing = wanted - pods.size(); missing > 0; missing--) {
      KubeObject pod = registry.create(Kinds.POD, set.namespace(), Ownership.pod(set), false);
      events.normal(set, COMPONENT, "SuccessfulCreate", "Created pod: " + pod.name());
    }
    pods.sort(leastUsefulFirst());
    for (KubeObject pod : pods.subList(0, Math.max(0, pods.size() - wanted))) {
      registry.delete(pod, DeleteOptions.BACKGROUND);
      events.normal(set, COMPONENT, "SuccessfulDelete", "Deleted pod: " + pod.name());
    }
    registry.editStatus(set, status -> count(status, set, pods(set)));
  }

  private List<KubeObject> pods(KubeObject set) {
    return Ownership.controlled(registry.store(), Kinds.POD, set).stream()
        .filter(pod -> !Pods.isOver(pod))
        .toList();
  }

  private static void count(ObjectNode status, KubeObject set, List<KubeObject> pods) {
    long ready = pods.stream().filter(Pods::isReady).count();
    status.put("replicas", pods.size());
    Pods.putUnlessZero(status, "fullyLabeledReplicas", pods.size());
    Pods.putUnlessZero(status, "readyReplicas", ready);
    Pods.putUnlessZero(status, "availableReplicas", ready);
    status.put("observedGeneration", set.generation());
  }

  /** Pods that do not serve go before those that do, younger ones before older ones. */
  private static Comparator<KubeObject> leastUsefulFirst() {
    return Comparator.comparing(Pods::isReady)
        .thenComparing(KubeObject::created, Comparator.reverseOrder())
        .thenComparing(KubeObject::resourceVersion, Comparator.reverseOrder());
  }
}
