package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Tree;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs one pod: volumes, init containers one after the other, containers side by side, and in the
 * end the grace it is given. Lives on the node's context.
 */
final class PodWorker {

  /** How long after its grace a container is waited for. */
  private static final Duration OVERTIME = Duration.ofSeconds(2);

  private final Node node;
  private final List<ContainerWorker> initContainers = new ArrayList<>();
  private final List<ContainerWorker> containers = new ArrayList<>();
  private KubeObject pod;
  private Map<String, Path> volumes = Map.of();
  private String podIp;
  private boolean waitingForVolumes;
  private boolean failed;
  private boolean stopping;
  private boolean detached;

  PodWorker(Node node, KubeObject pod) {
    this.node = node;
    this.pod = pod;
    this.podIp = pod.status().path("podIP").asText("");
    add(initContainers, "initContainers", "initContainerStatuses", true);
    add(containers, "containers", "containerStatuses", false);
  }

  private void add(List<ContainerWorker> workers, String specs, String statuses, boolean init) {
    List<ObjectNode> before = Tree.objects(pod.status().path(statuses));
    for (ObjectNode spec : Tree.objects(pod.spec().path(specs))) {
      JsonNode status = before.stream()
          .filter(one -> one.path("name").equals(spec.path("name")))
          .findFirst()
          .map(JsonNode.class::cast)
          .orElseGet(() -> Tree.object().path("none"));
      workers.add(new ContainerWorker(node, this, spec, init, status));
    }
  }

  KubeObject object() {
    return pod;
  }

  Map<String, Path> volumes() {
    return volumes;
  }

  boolean hasInitContainers() {
    return !pod.spec().path("initContainers").isEmpty();
  }

  boolean isStopping() {
    return stopping || detached || failed;
  }

  boolean isDetached() {
    return detached;
  }

  Optional<ContainerWorker> container(String name) {
    return Stream.concat(containers.stream(), initContainers.stream())
        .filter(container -> container.name().equals(name))
        .findFirst();
  }

  /** Whether a container is started again after ending with {@code code}. */
  boolean restarts(int code, boolean init) {
    return switch (pod.spec().path("restartPolicy").asText("Always")) {
      case "Never" -> false;
      case "OnFailure" -> code != 0;
      default -> code != 0 || !init;
    };
  }

  /** Takes the pod on: binds it to the node, makes its volumes, starts its containers. */
  void start() {
    if (pod.spec().path("nodeName").asText("").isEmpty()) {
      update(
          node.registry().edit(pod, json -> Tree.child(json, "spec").put("nodeName", Node.NAME)));
      node.events()
          .normal(
              pod,
              "default-scheduler",
              "Scheduled",
              "Successfully assigned %s/%s to %s"
                  .formatted(pod.namespace(), pod.name(), Node.NAME));
    }
    publish();
    prepareVolumes();
  }

  private void prepareVolumes() {
    waitingForVolumes = false;
    node.volumes().prepare(pod).onComplete(prepared -> node.context().runOnContext(turn -> {
      if (prepared.succeeded()) {
        volumes = prepared.result();
        begin();
      } else {
        waitingForVolumes = true;
        node.warning(
            pod, "FailedMount", "MountVolume.SetUp failed: " + prepared.cause().getMessage());
      }
    }));
  }

  private void begin() {
    if (isStopping()) {
      return;
    }
    if (podIp.isEmpty()) {
      podIp = node.freeAddress();
      publish();
    }
    next();
  }

  /** Starts the first init container that has not succeeded, or else the containers. */
  private void next() {
    Optional<ContainerWorker> init =
        initContainers.stream().filter(one -> !one.succeeded()).findFirst();
    init.ifPresentOrElse(ContainerWorker::start, () -> containers.forEach(ContainerWorker::start));
  }

  /** The pod has been changed by someone. */
  void podChanged(KubeObject changed) {
    pod = changed;
    if (changed.deleting() && !stopping) {
      terminate(changed.metadata().path("deletionGracePeriodSeconds").asLong());
    }
  }

  /** A ConfigMap, a Secret or a claim has been changed; perhaps it was missing. */
  void dependencyChanged() {
    if (waitingForVolumes) {
      prepareVolumes();
    }
    initContainers.forEach(ContainerWorker::dependencyChanged);
    containers.forEach(ContainerWorker::dependencyChanged);
  }

  void containerChanged() {
    publish();
  }

  void containerEnded(ContainerWorker ended, int code) {
    boolean init = initContainers.contains(ended);
    if (init && code != 0) {
      failed = true;
    }
    publish();
    if (stopping) {
      finishIfStopped();
    } else if (init && code == 0) {
      next();
    }
  }

  /** Lets the containers end within {@code graceSeconds}, then removes the pod. */
  private void terminate(long graceSeconds) {
    stopping = true;
    publish();
    Duration grace = Duration.ofSeconds(graceSeconds);
    running().forEach(container -> container.stop(grace));
    finishIfStopped();
    if (running().findAny().isPresent()) {
      node.queue().addAfter(grace.plus(OVERTIME), "grace " + pod.uid(), () -> node.registry()
          .finish(pod));
    }
  }

  /** The pod is gone, and with it everything it ran. */
  void kill() {
    stopping = true;
    running().forEach(container -> container.stop(Duration.ZERO));
    detached = true;
  }

  /** The cluster stops; for the pod's object this never happened. */
  void detach() {
    detached = true;
    running().forEach(container -> container.stop(Duration.ZERO));
  }

  private void finishIfStopped() {
    if (running().findAny().isEmpty()) {
      node.registry().finish(pod);
    }
  }

  private Stream<ContainerWorker> running() {
    return Stream.concat(initContainers.stream(), containers.stream())
        .filter(ContainerWorker::isRunning)
        .toList()
        .stream();
  }

  private void publish() {
    if (detached) {
      return;
    }
    String ports = hostPorts();
    update(node.registry().edit(pod, json -> annotate(json, ports)));
    PodStatus status = new PodStatus(initContainers, containers, podIp, failed);
    update(node.registry()
        .editStatus(pod, json -> status.write(json, node.registry().now())));
  }

  private static void annotate(ObjectNode json, String ports) {
    ObjectNode metadata = Tree.child(json, "metadata");
    if (!ports.isEmpty()) {
      Tree.child(metadata, "annotations").put(PodNetwork.HOST_PORT, ports);
    } else if (metadata.get("annotations") instanceof ObjectNode annotations) {
      annotations.remove(PodNetwork.HOST_PORT);
    }
  }

  /** For example {@code 9000=127.0.0.1:40123}; several are joined by commas. */
  private String hostPorts() {
    return containers.stream()
        .filter(ContainerWorker::isReady)
        .flatMap(container -> container.ports().stream()
            .filter(port -> container.hostPort(port).isPresent())
            .map(port -> port + "=127.0.0.1:" + container.hostPort(port).getAsInt()))
        .collect(Collectors.joining(","));
  }

  private void update(Optional<KubeObject> changed) {
    changed.ifPresent(object -> pod = object);
  }
}
