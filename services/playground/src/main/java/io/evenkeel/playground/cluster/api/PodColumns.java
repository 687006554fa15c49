package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Tree;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What {@code kubectl get pods} shows of a pod, by the rules of the API server's printer. */
final class PodColumns {

  private PodColumns() {}

  /** For example {@code 1/2}. */
  static String ready(KubeObject pod) {
    long ready = Tree.objects(pod.status().path("containerStatuses")).stream()
        .filter(status -> status.path("ready").asBoolean())
        .count();
    return ready + "/" + pod.spec().path("containers").size();
  }

  /** For example {@code Running}, {@code Init:0/1}, {@code CrashLoopBackOff}. */
  static String status(KubeObject pod) {
    if (pod.deleting()) {
      return "Terminating";
    }
    String initializing = initializing(pod);
    return initializing.isEmpty() ? containers(pod) : initializing;
  }

  /** For example {@code 3 (12s ago)}. */
  static String restarts(KubeObject pod, Instant now) {
    long restarts = 0;
    Instant last = Instant.MIN;
    for (ObjectNode status : Tree.objects(pod.status().path("containerStatuses"))) {
      restarts += status.path("restartCount").asLong();
      String finished =
          status.path("lastState").path("terminated").path("finishedAt").asText("");
      if (!finished.isEmpty() && Instant.parse(finished).isAfter(last)) {
        last = Instant.parse(finished);
      }
    }
    return restarts == 0 || last.equals(Instant.MIN)
        ? Long.toString(restarts)
        : "%d (%s ago)".formatted(restarts, Ages.human(Duration.between(last, now)));
  }

  private static String initializing(KubeObject pod) {
    List<ObjectNode> statuses = Tree.objects(pod.status().path("initContainerStatuses"));
    for (int i = 0; i < statuses.size(); i++) {
      JsonNode state = statuses.get(i).path("state");
      JsonNode ended = state.path("terminated");
      String waiting = state.path("waiting").path("reason").asText("");
      if (ended.path("exitCode").asInt(-1) == 0) {
        continue;
      }
      if (!ended.isMissingNode()) {
        return "Init:" + ended.path("reason").asText("Error");
      }
      return waiting.isEmpty() || waiting.equals("PodInitializing")
          ? "Init:%d/%d".formatted(i, pod.spec().path("initContainers").size())
          : "Init:" + waiting;
    }
    return "";
  }

  private static String containers(KubeObject pod) {
    String reason =
        pod.status().path("reason").asText(pod.status().path("phase").asText());
    boolean running = false;
    List<ObjectNode> statuses = Tree.objects(pod.status().path("containerStatuses"));
    for (int i = statuses.size() - 1; i >= 0; i--) {
      JsonNode state = statuses.get(i).path("state");
      String waiting = state.path("waiting").path("reason").asText("");
      String ended = state.path("terminated").path("reason").asText("");
      if (!waiting.isEmpty() || !ended.isEmpty()) {
        reason = waiting.isEmpty() ? ended : waiting;
      }
      running |= state.has("running") && statuses.get(i).path("ready").asBoolean();
    }
    return reason.equals("Completed") && running ? "Running" : reason;
  }
}
