package io.evenkeel.playground.cluster.patch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which arrays of the API are maps in disguise: their elements are told apart by key members and
 * merged one by one; every other array is replaced as a whole. The markers are those of the API
 * types ({@code patchStrategy=merge}, {@code x-kubernetes-list-type=map}).
 */
final class ListKeys {

  /** Of a merge key, what counts when an element lacks it. */
  private static final Map<String, String> DEFAULTS = Map.of("protocol", "TCP");

  private static final Map<String, List<String>> KEYS = Map.ofEntries(
      Map.entry("containers", List.of("name")),
      Map.entry("initContainers", List.of("name")),
      Map.entry("ephemeralContainers", List.of("name")),
      Map.entry("volumes", List.of("name")),
      Map.entry("env", List.of("name")),
      Map.entry("volumeMounts", List.of("mountPath")),
      Map.entry("volumeDevices", List.of("devicePath")),
      Map.entry("imagePullSecrets", List.of("name")),
      Map.entry("hostAliases", List.of("ip")),
      Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
      Map.entry("conditions", List.of("type")),
      Map.entry("ownerReferences", List.of("uid")),
      Map.entry("secrets", List.of("name")),
      Map.entry("addresses", List.of("type")));

  private static final Set<String> SETS = Set.of("finalizers");

  private ListKeys() {}

  /** Whether the array called {@code name} is a set of values to be united. */
  static boolean isSet(String name) {
    return SETS.contains(name);
  }

  /** The key members of the elements of the array {@code name}; empty for a plain array. */
  static List<String> of(String name, JsonNode elements) {
    if (!elements.isEmpty() && !elements.get(0).isObject()) {
      return List.of();
    }
    if (name.equals("ports")) {
      return ports(elements);
    }
    return KEYS.getOrDefault(name, List.of());
  }

  /** Container ports are told apart by {@code containerPort}, a Service's by {@code port}. */
  private static List<String> ports(JsonNode elements) {
    boolean container = !elements.isEmpty() && elements.get(0).has("containerPort");
    return List.of(container ? "containerPort" : "port", "protocol");
  }

  /** What {@code element} is known by; empty if it lacks a key member. */
  static Optional<String> key(List<String> keys, JsonNode element) {
    StringBuilder key = new StringBuilder();
    for (String member : keys) {
      JsonNode value = element.path(member);
      if (value.isMissingNode() && !DEFAULTS.containsKey(member)) {
        return Optional.empty();
      }
      key.append(value.asText(DEFAULTS.get(member))).append('\n');
    }
    return Optional.of(key.toString());
  }
}
