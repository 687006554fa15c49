package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Tree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of a container: {@code HOSTNAME}, then {@code envFrom}, then {@code env}. */
final class Environment {

  private final KubeObject pod;
  private final Configuration configuration;
  private final Map<String, String> variables = new LinkedHashMap<>();

  private Environment(KubeObject pod, Configuration configuration) {
    this.pod = pod;
    this.configuration = configuration;
  }

  /**
   * Resolves the variables of {@code container}.
   *
   * @throws NotReadyException if a ConfigMap, a Secret, a key or a field is missing
   */
  static Map<String, String> of(KubeObject pod, ObjectNode container, Configuration configuration) {
    Environment environment = new Environment(pod, configuration);
    environment.variables.put("HOSTNAME", pod.name());
    Tree.objects(container.path("envFrom")).forEach(environment::addAll);
    Tree.objects(container.path("env")).forEach(environment::add);
    return environment.variables;
  }

  private void addAll(ObjectNode source) {
    String prefix = source.path("prefix").asText("");
    boolean secret = source.has("secretRef");
    Map<String, byte[]> entries = configuration.entries(
        secret ? Kinds.SECRET : Kinds.CONFIG_MAP,
        source.path(secret ? "secretRef" : "configMapRef"),
        "name");
    entries.forEach(
        (key, value) -> variables.put(prefix + key, new String(value, StandardCharsets.UTF_8)));
  }

  private void add(ObjectNode variable) {
    String name = variable.path("name").asText();
    if (variable.get("valueFrom") instanceof ObjectNode source) {
      from(source).ifPresent(value -> variables.put(name, value));
    } else {
      variables.put(name, Expansion.expand(variable.path("value").asText(""), variables));
    }
  }

  private Optional<String> from(ObjectNode source) {
    if (source.has("configMapKeyRef")) {
      return configuration.entry(Kinds.CONFIG_MAP, source.path("configMapKeyRef"));
    }
    if (source.has("secretKeyRef")) {
      return configuration.entry(Kinds.SECRET, source.path("secretKeyRef"));
    }
    JsonNode field = source.path("fieldRef").path("fieldPath");
    return Optional.of(PodFields.value(pod, field.asText(""))
        .orElseThrow(() -> new NotReadyException(
            "the playground cannot resolve the variable source %s".formatted(source))));
  }
}
