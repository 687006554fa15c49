package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Tree;

/** What a container is doing, as a kubelet reports it. */
sealed interface ContainerState {

  /** The {@code state} of a container status. */
  ObjectNode json();

  /** Not running, for {@code reason}; perhaps later. */
  record Waiting(String reason, String message) implements ContainerState {
    @Override
    public ObjectNode json() {
      ObjectNode state = Tree.object();
      ObjectNode waiting = state.putObject("waiting").put("reason", reason);
      if (!message.isEmpty()) {
        waiting.put("message", message);
      }
      return state;
    }
  }

  /** Running since {@code startedAt}. */
  record Running(String startedAt) implements ContainerState {
    @Override
    public ObjectNode json() {
      ObjectNode state = Tree.object();
      state.putObject("running").put("startedAt", startedAt);
      return state;
    }
  }

  /** Ended with {@code exitCode}. */
  record Terminated(
      int exitCode,
      String reason,
      String message,
      String startedAt,
      String finishedAt,
      String containerId)
      implements ContainerState {
    @Override
    public ObjectNode json() {
      ObjectNode state = Tree.object();
      ObjectNode terminated =
          state.putObject("terminated").put("exitCode", exitCode).put("reason", reason);
      if (!message.isEmpty()) {
        terminated.put("message", message);
      }
      terminated.put("startedAt", startedAt).put("finishedAt", finishedAt);
      terminated.put("containerID", containerId);
      return state;
    }
  }
}
