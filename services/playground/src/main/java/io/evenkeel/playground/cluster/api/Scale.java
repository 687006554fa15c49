package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.StatusException.Cause;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.List;
import java.util.stream.Collectors;

/** The {@code autoscaling/v1 Scale} view of what has replicas. */
final class Scale {

  private Scale() {}

  /** The view of {@code object}. */
  static ObjectNode of(KubeObject object) {
    ObjectNode scale = Tree.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String member :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.set(member, object.metadata().path(member));
    }
    scale.putObject("spec").put("replicas", object.spec().path("replicas").asLong());
    scale
        .putObject("status")
        .put("replicas", object.status().path("replicas").asLong())
        .put("selector", selector(object.spec().path("selector").path("matchLabels")));
    return scale;
  }

  /**
   * {@code object} with the replicas of {@code scale}.
   *
   * @throws StatusException 422 if that is no number of replicas
   */
  static ObjectNode apply(KubeObject object, JsonNode scale) {
    JsonNode replicas = scale.path("spec").path("replicas");
    if (!replicas.isMissingNode() && (!replicas.isIntegralNumber() || replicas.asLong() < 0)) {
      throw StatusException.invalid(
          object.kind(),
          object.name(),
          List.of(Cause.invalid(
              "spec.replicas", replicas.asText(), "must be greater than or equal to 0")));
    }
    String version = scale.path("metadata").path("resourceVersion").asText("");
    return object
        .edit(json -> {
          Tree.child(json, "spec").put("replicas", replicas.asLong());
          Tree.child(json, "metadata").put("resourceVersion", version);
        })
        .json();
  }

  private static String selector(JsonNode labels) {
    return Tree.texts(labels).entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }
}
