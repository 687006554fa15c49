package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.control.EventRecorder;
import io.evenkeel.playground.cluster.control.WorkQueue;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.ObjectStore;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.Tree;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The one node of the cluster: what its kubelet works with.
 *
 * @param vertx runs timers and file access
 * @param context everything happens on it
 * @param registry the objects
 * @param events tells what happens to pods
 * @param queue does things later
 * @param runtime runs containers
 * @param directory keeps volumes and logs
 */
record Node(
    Vertx vertx,
    Context context,
    Registry registry,
    EventRecorder events,
    WorkQueue queue,
    ContainerRuntime runtime,
    Path directory) {

  /** Its name. */
  static final String NAME = "playground";

  PodFiles files() {
    return new PodFiles(vertx.fileSystem(), directory.resolve("pods"));
  }

  Volumes volumes() {
    return new Volumes(vertx, registry.store(), files(), directory.resolve("claims"));
  }

  /** An address of 10.244.0.0/16 that no pod has; the last one if all are taken. */
  String freeAddress() {
    Set<String> taken = registry.store().list(Kinds.POD, "").stream()
        .map(pod -> pod.status().path("podIP").asText())
        .collect(Collectors.toSet());
    return IntStream.range(2, 1 << 16)
        .mapToObj(number -> "10.244.%d.%d".formatted(number >> 8, number & 255))
        .filter(address -> !taken.contains(address))
        .findFirst()
        .orElse("10.244.255.255");
  }

  void normal(KubeObject pod, String reason, String message) {
    events.normal(pod, "kubelet", reason, message);
  }

  void warning(KubeObject pod, String reason, String message) {
    events.warning(pod, "kubelet", reason, message);
  }

  /** Writes the node's own object, if it is not there yet. */
  static void register(Registry registry, String version) {
    ObjectStore store = registry.store();
    if (store.find(Kinds.NODE, "", NAME).isPresent()) {
      return;
    }
    ObjectNode node = Tree.object();
    ObjectNode metadata = node.putObject("metadata").put("name", NAME);
    metadata.putObject("labels").put("kubernetes.io/hostname", NAME);
    node.putObject("spec");
    ObjectNode status = node.putObject("status");
    ObjectNode capacity = status.putObject("capacity");
    capacity.put("cpu", "" + Runtime.getRuntime().availableProcessors()).put("pods", "110");
    capacity.put("memory", Runtime.getRuntime().maxMemory() / 1024 + "Ki");
    status.set("allocatable", capacity.deepCopy());
    status
        .putArray("addresses")
        .add(Tree.object().put("type", "InternalIP").put("address", "127.0.0.1"))
        .add(Tree.object().put("type", "Hostname").put("address", NAME));
    status
        .putArray("conditions")
        .addObject()
        .put("type", "Ready")
        .put("status", "True")
        .put("reason", "KubeletReady")
        .put("message", "the playground is running");
    status
        .putObject("nodeInfo")
        .put("kubeletVersion", version)
        .put("containerRuntimeVersion", "jvm://" + Runtime.version().feature())
        .put("operatingSystem", System.getProperty("os.name", ""))
        .put("architecture", System.getProperty("os.arch", ""));
    registry.create(Kinds.NODE, "", node, false);
  }
}
