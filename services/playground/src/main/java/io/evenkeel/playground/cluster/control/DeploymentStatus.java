package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Registry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** What a Deployment says of itself: counters, {@code Available}, {@code Progressing}. */
final class DeploymentStatus {

  private static final List<String> COUNTERS = List.of(
      "replicas",
      "updatedReplicas",
      "readyReplicas",
      "availableReplicas",
      "unavailableReplicas",
      "observedGeneration");

  private final Registry registry;
  private final WorkQueue queue;
  private final Consumer<KubeObject> reconcile;

  /** Comes back through {@code reconcile} when a deadline may have passed. */
  DeploymentStatus(Registry registry, WorkQueue queue, Consumer<KubeObject> reconcile) {
    this.registry = registry;
    this.queue = queue;
    this.reconcile = reconcile;
  }

  /**
   * Writes the status.
   *
   * @param sets the Deployment's ReplicaSets
   * @param freshName the name of the one with the present template; {@code ""} if there is none
   */
  void update(KubeObject deployment, List<KubeObject> sets, String freshName) {
    registry.editStatus(deployment, status -> {
      JsonNode before = status.deepCopy();
      count(status, deployment, sets, freshName);
      available(status, deployment);
      progressing(status, before, deployment, freshName);
    });
  }

  private static void count(
      ObjectNode status, KubeObject deployment, List<KubeObject> sets, String freshName) {
    List<KubeObject> fresh =
        sets.stream().filter(set -> set.name().equals(freshName)).toList();
    long wanted =
        sets.stream().mapToLong(set -> set.spec().path("replicas").asLong()).sum();
    long available = sum(sets, "availableReplicas");
    Pods.putUnlessZero(status, "replicas", sum(sets, "replicas"));
    Pods.putUnlessZero(status, "updatedReplicas", sum(fresh, "replicas"));
    Pods.putUnlessZero(status, "readyReplicas", sum(sets, "readyReplicas"));
    Pods.putUnlessZero(status, "availableReplicas", available);
    Pods.putUnlessZero(status, "unavailableReplicas", Math.max(0, wanted - available));
    status.put("observedGeneration", deployment.generation());
  }

  private static long sum(List<KubeObject> sets, String counter) {
    return sets.stream().mapToLong(set -> set.status().path(counter).asLong()).sum();
  }

  private void available(ObjectNode status, KubeObject deployment) {
    Rollout rollout = Rollout.of(deployment.spec());
    boolean enough =
        status.path("availableReplicas").asLong() >= rollout.replicas() - rollout.unavailable();
    condition(
        status,
        "Available",
        enough,
        enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
        enough
            ? "Deployment has minimum availability."
            : "Deployment does not have minimum availability.");
  }

  private void progressing(
      ObjectNode status, JsonNode before, KubeObject deployment, String freshName) {
    boolean moved =
        COUNTERS.stream().anyMatch(name -> !status.path(name).equals(before.path(name)));
    if (isComplete(status, deployment)) {
      condition(
          status,
          "Progressing",
          true,
          "NewReplicaSetAvailable",
          "ReplicaSet \"%s\" has successfully progressed.".formatted(freshName));
    } else if (moved || Conditions.find(status, "Progressing").isEmpty()) {
      ObjectNode condition = condition(
          status,
          "Progressing",
          true,
          "ReplicaSetUpdated",
          "ReplicaSet \"%s\" is progressing.".formatted(freshName));
      condition.put("lastUpdateTime", registry.now());
      comeBack(deployment, deadline(deployment));
    } else {
      stuck(status, deployment, freshName);
    }
  }

  private void stuck(ObjectNode status, KubeObject deployment, String freshName) {
    String since = Conditions.find(status, "Progressing")
        .map(condition -> condition.path("lastUpdateTime").asText())
        .orElse(registry.now());
    Duration left = deadline(deployment)
        .minus(Duration.between(Instant.parse(since), registry.clock().instant()));
    if (left.toMillis() > 0) {
      comeBack(deployment, left);
    } else {
      condition(
          status,
          "Progressing",
          false,
          "ProgressDeadlineExceeded",
          "ReplicaSet \"%s\" has timed out progressing.".formatted(freshName));
    }
  }

  private void comeBack(KubeObject deployment, Duration delay) {
    queue.addAfter(
        delay.plusSeconds(1), "progress " + deployment.uid(), () -> reconcile.accept(deployment));
  }

  private ObjectNode condition(
      ObjectNode status, String type, boolean holds, String reason, String message) {
    boolean changed = Conditions.find(status, type)
        .map(condition -> !condition.path("reason").asText().equals(reason))
        .orElse(true);
    ObjectNode condition = Conditions.set(status, type, holds, reason, message, registry.now());
    if (changed) {
      condition.put("lastUpdateTime", registry.now());
    }
    return condition;
  }

  private static boolean isComplete(JsonNode status, KubeObject deployment) {
    long wanted = deployment.spec().path("replicas").asLong(1);
    return status.path("updatedReplicas").asLong() == wanted
        && status.path("replicas").asLong() == wanted
        && status.path("availableReplicas").asLong() == wanted;
  }

  private static Duration deadline(KubeObject deployment) {
    return Duration.ofSeconds(deployment.spec().path("progressDeadlineSeconds").asLong(600));
  }
}
