package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.KubeObject;

/** How a pod is doing. */
public final class Pods {

  private Pods() {}

  /** Whether it serves. */
  public static boolean isReady(KubeObject pod) {
    return !pod.deleting() && Conditions.holds(pod, "Ready");
  }

  /** Whether it has ended and will not start again. */
  public static boolean isOver(KubeObject pod) {
    return succeeded(pod) || failed(pod);
  }

  static boolean succeeded(KubeObject pod) {
    return pod.status().path("phase").asText().equals("Succeeded");
  }

  static boolean failed(KubeObject pod) {
    return pod.status().path("phase").asText().equals("Failed");
  }

  /** Counters that are zero are left out of a status. */
  static void putUnlessZero(ObjectNode status, String member, long count) {
    if (count == 0) {
      status.remove(member);
    } else {
      status.put(member, count);
    }
  }
}
