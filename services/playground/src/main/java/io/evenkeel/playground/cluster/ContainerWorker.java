package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.control.Backoff;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Tree;
import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Runs one container of a pod again and again as its restart policy says, and knows what it is
 * doing. Lives on the node's context.
 */
final class ContainerWorker {

  private static final Backoff RETRY = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5));
  private static final Duration STABLE_AFTER = Duration.ofMinutes(10);
  private static final Duration PULL_ERROR_SHOWN = Duration.ofSeconds(1);
  private static final int CANNOT_RUN = 128;

  private final Node node;
  private final PodWorker pod;
  private final ObjectNode spec;
  private final boolean init;
  private ContainerState state;
  private @Nullable ContainerState lastState;
  private @Nullable Container container;
  private ContainerLog log = new ContainerLog();
  private @Nullable ContainerLog previousLog;
  private String containerId = "";
  private String startedAt = "";
  private boolean ready;
  private boolean over;
  private int restarts;
  private int crashes;
  private int imageFailures;

  /**
   * A container that has not started.
   *
   * @param before its status before the cluster was restarted; missing if it has none
   */
  ContainerWorker(Node node, PodWorker pod, ObjectNode spec, boolean init, JsonNode before) {
    this.node = node;
    this.pod = pod;
    this.spec = spec;
    this.init = init;
    boolean initializing = pod.hasInitContainers() && !init;
    this.state =
        new ContainerState.Waiting(initializing ? "PodInitializing" : "ContainerCreating", "");
    resume(before);
  }

  /** A container that was running when the cluster stopped has been started once more now. */
  private void resume(JsonNode before) {
    restarts = before.path("restartCount").asInt();
    JsonNode running = before.path("state").path("running");
    if (!running.isMissingNode()) {
      restarts++;
      String now = node.registry().now();
      lastState = new ContainerState.Terminated(
          255,
          "Unknown",
          "the playground was restarted",
          running.path("startedAt").asText(now),
          now,
          before.path("containerID").asText(""));
    }
  }

  String name() {
    return spec.path("name").asText();
  }

  boolean isReady() {
    return ready;
  }

  boolean isRunning() {
    return container != null;
  }

  /** Whether it has ended for good. */
  boolean isOver() {
    return over;
  }

  boolean succeeded() {
    return over && state instanceof ContainerState.Terminated end && end.exitCode() == 0;
  }

  /** Whether it is or was running. */
  boolean hasStarted() {
    return !(state instanceof ContainerState.Waiting) || lastState != null;
  }

  /** The log of the present run, or of the one before it. */
  @Nullable
  ContainerLog log(boolean previous) {
    return previous ? previousLog : log;
  }

  /** Why it does not run; {@code ""} if it does. */
  String waitingReason() {
    return state instanceof ContainerState.Waiting waiting ? waiting.reason() : "";
  }

  OptionalInt hostPort(int containerPort) {
    return container == null ? OptionalInt.empty() : container.hostPort(containerPort);
  }

  List<Integer> ports() {
    return ContainerRequests.ports(spec);
  }

  /** Starts it, if everything it needs is there; otherwise says what is missing. */
  void start() {
    String image = spec.path("image").asText();
    if (pod.isStopping() || container != null) {
      return;
    }
    if (!node.runtime().knows(image)) {
      imageMissing(image);
      return;
    }
    try {
      KubeObject object = pod.object();
      var configuration = new Configuration(node.registry().store(), object.namespace());
      run(ContainerRequests.of(object, spec, pod.volumes(), configuration));
    } catch (NotReadyException missing) {
      node.warning(pod.object(), "Failed", "Error: " + missing.missing());
      waiting("CreateContainerConfigError", missing.missing());
    }
  }

  /** Tries again what failed because something was missing. */
  void dependencyChanged() {
    if (waitingReason().equals("CreateContainerConfigError")) {
      start();
    }
  }

  /** Asks it to end; what is not running does not start again. */
  void stop(Duration grace) {
    if (container != null) {
      node.normal(pod.object(), "Killing", "Stopping container " + name());
      container.stop(grace);
    }
  }

  ObjectNode status() {
    String image = spec.path("image").asText();
    ObjectNode status = Tree.object().put("name", name());
    status.set("state", state.json());
    status.set("lastState", lastState == null ? Tree.object() : lastState.json());
    status.put("ready", init ? succeeded() : ready);
    status.put("restartCount", restarts);
    status.put("image", image);
    status.put("imageID", node.runtime().knows(image) ? "jvm://" + image : "");
    if (!containerId.isEmpty()) {
      status.put("containerID", containerId);
    }
    return status.put("started", container != null && !init);
  }

  private void run(ContainerRequest request) {
    log = new ContainerLog();
    containerId = "jvm://" + UUID.randomUUID();
    startedAt = node.registry().now();
    node.normal(
        pod.object(),
        "Pulled",
        "Container image \"%s\" already present on machine".formatted(request.image()));
    try {
      Container started = node.runtime().start(request);
      container = started;
      state = new ContainerState.Running(startedAt);
      node.normal(pod.object(), "Created", "Created container: " + name());
      node.normal(pod.object(), "Started", "Started container " + name());
      ContainerLog lines = log;
      started.onLog(line -> soon(() -> lines.add(node.registry().clock().instant(), line)));
      started.ready().onSuccess(serving -> soon(() -> onReady(started)));
      started.exit().onComplete(end -> soon(() -> onExit(started, end)));
      pod.containerChanged();
    } catch (RuntimeException failure) {
      node.warning(pod.object(), "Failed", "Error: " + failure.getMessage());
      ended(CANNOT_RUN, "ContainerCannotRun", String.valueOf(failure.getMessage()));
    }
  }

  private void onReady(Container started) {
    if (container == started && !init) {
      ready = true;
      pod.containerChanged();
    }
  }

  private void onExit(Container started, AsyncResult<Integer> end) {
    if (container != started || pod.isDetached()) {
      return;
    }
    container = null;
    int code = end.succeeded() ? end.result() : CANNOT_RUN;
    String message = end.succeeded() ? "" : String.valueOf(end.cause().getMessage());
    String reason = code == 0 ? "Completed" : "Error";
    log.end();
    // The log is kept before anyone can learn of the end, and lost only with the pod.
    node.files()
        .keepLog(pod.object().uid(), name(), log)
        .onFailure(lost -> node.warning(pod.object(), "LogLost", String.valueOf(lost.getMessage())))
        .onComplete(written -> soon(() -> ended(code, reason, message)));
  }

  private void ended(int code, String reason, String message) {
    String now = node.registry().now();
    state = new ContainerState.Terminated(code, reason, message, startedAt, now, containerId);
    ready = false;
    if (pod.isStopping() || !pod.restarts(code, init)) {
      over = true;
      pod.containerEnded(this, code);
      return;
    }
    crashes = ranLong() ? 0 : crashes + 1;
    Duration backoff = RETRY.after(crashes - 1);
    if (crashes < 2) {
      restart();
      return;
    }
    lastState = state;
    String text = "back-off %ds restarting failed container=%s pod=%s"
        .formatted(backoff.toSeconds(), name(), pod.object().name());
    node.warning(pod.object(), "BackOff", "Back-off restarting failed container " + name());
    waiting("CrashLoopBackOff", text);
    later(backoff, this::restart);
  }

  private boolean ranLong() {
    Instant start = Instant.parse(startedAt);
    return Duration.between(start, node.registry().clock().instant()).compareTo(STABLE_AFTER) > 0;
  }

  private void restart() {
    if (state instanceof ContainerState.Terminated) {
      lastState = state;
    }
    previousLog = log;
    restarts++;
    start();
  }

  private void imageMissing(String image) {
    String reason = "the playground runs no image \"%s\"".formatted(image);
    node.normal(pod.object(), "Pulling", "Pulling image \"" + image + "\"");
    node.warning(
        pod.object(), "Failed", "Failed to pull image \"%s\": %s".formatted(image, reason));
    waiting("ErrImagePull", reason);
    Duration retry = RETRY.after(++imageFailures);
    later(PULL_ERROR_SHOWN, () -> {
      node.normal(pod.object(), "BackOff", "Back-off pulling image \"" + image + "\"");
      waiting("ImagePullBackOff", "Back-off pulling image \"%s\": %s".formatted(image, reason));
      later(retry, this::start);
    });
  }

  private void waiting(String reason, String message) {
    state = new ContainerState.Waiting(reason, message);
    pod.containerChanged();
  }

  private void later(Duration delay, Runnable work) {
    node.queue().addAfter(delay, "container %s %s".formatted(pod.object().uid(), name()), () -> {
      if (!pod.isStopping()) {
        work.run();
      }
    });
  }

  private void soon(Runnable work) {
    node.context().runOnContext(turn -> work.run());
  }
}
