package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.control.Conditions;
import java.util.List;

/**
 * The status of a pod, from what its containers do.
 *
 * @param initContainers in the order in which they run
 * @param containers all of them
 * @param podIp {@code ""} before it has one
 * @param failed whether it has given up, whatever its containers do
 */
record PodStatus(
    List<ContainerWorker> initContainers,
    List<ContainerWorker> containers,
    String podIp,
    boolean failed) {

  /** {@code Pending}, {@code Running}, {@code Succeeded} or {@code Failed}. */
  String phase() {
    if (failed) {
      return "Failed";
    }
    if (containers.stream().allMatch(ContainerWorker::isOver)) {
      return containers.stream().allMatch(ContainerWorker::succeeded) ? "Succeeded" : "Failed";
    }
    return containers.stream().anyMatch(ContainerWorker::hasStarted) ? "Running" : "Pending";
  }

  /** Writes everything into {@code status}, at the time {@code now}. */
  void write(ObjectNode status, String now) {
    String phase = phase();
    boolean over = phase.equals("Succeeded") || phase.equals("Failed");
    boolean initialized = initContainers.stream().allMatch(ContainerWorker::succeeded);
    List<String> unready = containers.stream()
        .filter(container -> !container.isReady())
        .map(ContainerWorker::name)
        .toList();
    status.put("phase", phase);
    status.put("hostIP", "127.0.0.1");
    if (!status.has("startTime")) {
      status.put("startTime", now);
    }
    if (!podIp.isEmpty()) {
      status.put("podIP", podIp);
      status.putArray("podIPs").addObject().put("ip", podIp);
    }
    String notReady = over ? "PodCompleted" : "ContainersNotReady";
    String why = unready.isEmpty() || over ? "" : "containers with unready status: " + unready;
    Conditions.set(status, "PodScheduled", true, "", "", now);
    Conditions.set(
        status, "Initialized", initialized, initialized ? "" : "ContainersNotInitialized", "", now);
    boolean ready = unready.isEmpty() && initialized;
    Conditions.set(status, "ContainersReady", ready, ready ? "" : notReady, why, now);
    Conditions.set(status, "Ready", ready, ready ? "" : notReady, why, now);
    statuses(status, "initContainerStatuses", initContainers);
    statuses(status, "containerStatuses", containers);
  }

  private static void statuses(ObjectNode status, String member, List<ContainerWorker> workers) {
    if (workers.isEmpty()) {
      return;
    }
    ArrayNode statuses = status.putArray(member);
    workers.forEach(worker -> statuses.add(worker.status()));
  }
}
