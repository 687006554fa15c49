package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.StatusException.Cause;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What an API server refuses in a pod's spec, or in a template's. */
final class PodValidation {

  private static final List<String> POLICIES = List.of("Always", "OnFailure", "Never");

  private final List<Cause> causes;
  private final String field;
  private final Set<String> containerNames = new HashSet<>();
  private final Set<String> volumeNames = new HashSet<>();

  /** Adds to {@code causes}; {@code field} is where the spec is in its object. */
  PodValidation(List<Cause> causes, String field) {
    this.causes = causes;
    this.field = field;
  }

  void check(JsonNode spec) {
    if (Tree.objects(spec.path("containers")).isEmpty()) {
      causes.add(Cause.required(field + ".containers", ""));
    }
    String policy = spec.path("restartPolicy").asText("Always");
    if (!POLICIES.contains(policy)) {
      causes.add(Cause.unsupported(field + ".restartPolicy", policy, POLICIES));
    }
    volumes(Tree.objects(spec.path("volumes")));
    containers(Tree.objects(spec.path("initContainers")), field + ".initContainers");
    containers(Tree.objects(spec.path("containers")), field + ".containers");
  }

  private void volumes(List<ObjectNode> volumes) {
    for (int i = 0; i < volumes.size(); i++) {
      String name = volumes.get(i).path("name").asText("");
      unique(volumeNames, name, field + ".volumes[" + i + "].name");
    }
  }

  private void containers(List<ObjectNode> containers, String list) {
    for (int i = 0; i < containers.size(); i++) {
      container(containers.get(i), list + "[" + i + "]");
    }
  }

  private void container(ObjectNode container, String at) {
    unique(containerNames, container.path("name").asText(""), at + ".name");
    if (container.path("image").asText("").isBlank()) {
      causes.add(Cause.required(at + ".image", ""));
    }
    texts(container.path("command"), at + ".command");
    texts(container.path("args"), at + ".args");
    List<ObjectNode> ports = Tree.objects(container.path("ports"));
    for (int i = 0; i < ports.size(); i++) {
      port(causes, ports.get(i).path("containerPort"), at + ".ports[" + i + "].containerPort");
    }
    env(Tree.objects(container.path("env")), at);
    mounts(Tree.objects(container.path("volumeMounts")), at);
  }

  private void env(List<ObjectNode> env, String at) {
    for (int i = 0; i < env.size(); i++) {
      String variable = at + ".env[" + i + "]";
      if (env.get(i).path("name").asText("").isEmpty()) {
        causes.add(Cause.required(variable + ".name", ""));
      }
      JsonNode value = env.get(i).path("value");
      if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
        causes.add(Cause.invalid(variable + ".value", value.toString(), "must be a string"));
      }
      if (env.get(i).hasNonNull("valueFrom") && !value.asText("").isEmpty()) {
        causes.add(Cause.invalid(
            variable + ".valueFrom", "", "may not be specified when `value` is not empty"));
      }
    }
  }

  private void mounts(List<ObjectNode> mounts, String at) {
    for (int i = 0; i < mounts.size(); i++) {
      String mount = at + ".volumeMounts[" + i + "]";
      String name = mounts.get(i).path("name").asText("");
      if (!volumeNames.contains(name)) {
        String message = "Not found: \"" + name + "\"";
        causes.add(new Cause("FieldValueNotFound", mount + ".name", message));
      }
      if (mounts.get(i).path("mountPath").asText("").isEmpty()) {
        causes.add(Cause.required(mount + ".mountPath", ""));
      }
    }
  }

  private void texts(JsonNode texts, String at) {
    if (Tree.elements(texts).stream().anyMatch(text -> !text.isTextual())) {
      causes.add(Cause.invalid(at, texts.toString(), "must be strings"));
    }
  }

  private void unique(Set<String> names, String name, String at) {
    if (name.isEmpty()) {
      causes.add(Cause.required(at, ""));
    } else if (!Names.isLabel(name)) {
      causes.add(Cause.invalid(at, name, Names.LABEL_RULE));
    } else if (!names.add(name)) {
      causes.add(new Cause("FieldValueDuplicate", at, "Duplicate value: \"" + name + "\""));
    }
  }

  static void port(List<Cause> causes, JsonNode port, String at) {
    if (!port.isIntegralNumber() || port.asLong() < 1 || port.asLong() > 65535) {
      causes.add(Cause.invalid(at, port.asText(), "must be between 1 and 65535, inclusive"));
    }
  }
}
