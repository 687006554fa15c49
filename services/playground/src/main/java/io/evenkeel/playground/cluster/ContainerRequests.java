package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Turns the container of a pod's spec into what a runtime is asked to run. */
final class ContainerRequests {

  private ContainerRequests() {}

  /**
   * Resolves everything the spec refers to.
   *
   * @param volumes where the pod's volumes are
   * @throws NotReadyException if something is not there (yet)
   */
  static ContainerRequest of(
      KubeObject pod, ObjectNode spec, Map<String, Path> volumes, Configuration configuration) {
    Map<String, String> env = Environment.of(pod, spec, configuration);
    return new ContainerRequest(
        pod.namespace(),
        pod.name(),
        pod.labels(),
        spec.path("name").asText(),
        spec.path("image").asText(),
        Expansion.expandAll(texts(spec.path("command")), env),
        Expansion.expandAll(texts(spec.path("args")), env),
        env,
        spec.path("workingDir").asText(""),
        Volumes.mounts(spec, volumes),
        ports(spec));
  }

  /** The declared container ports. */
  static List<Integer> ports(ObjectNode spec) {
    return Tree.objects(spec.path("ports")).stream()
        .map(port -> port.path("containerPort").asInt())
        .toList();
  }

  private static List<String> texts(JsonNode list) {
    return Tree.elements(list).stream().map(JsonNode::asText).toList();
  }
}
