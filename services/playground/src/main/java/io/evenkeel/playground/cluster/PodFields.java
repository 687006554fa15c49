package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.evenkeel.playground.cluster.store.KubeObject;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The fields of a pod that its containers may refer to with {@code fieldRef}. */
final class PodFields {

  private static final Pattern SUBSCRIPT =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']+)'\\]");
  private static final Map<String, String> POINTERS = Map.of(
      "metadata.name", "/metadata/name",
      "metadata.namespace", "/metadata/namespace",
      "metadata.uid", "/metadata/uid",
      "spec.nodeName", "/spec/nodeName",
      "spec.serviceAccountName", "/spec/serviceAccountName",
      "status.hostIP", "/status/hostIP",
      "status.podIP", "/status/podIP",
      "status.podIPs", "/status/podIP",
      "status.hostIPs", "/status/hostIP");

  private PodFields() {}

  /** The value of the field; empty if there is no such field. */
  static Optional<String> value(KubeObject pod, String path) {
    Matcher subscript = SUBSCRIPT.matcher(path);
    if (subscript.matches()) {
      JsonNode entries = pod.metadata().path(subscript.group(1));
      return Optional.of(entries.path(subscript.group(2)).asText(""));
    }
    if (path.equals("metadata.labels") || path.equals("metadata.annotations")) {
      return Optional.of(lines(pod.json().at("/" + path.replace('.', '/'))));
    }
    return Optional.ofNullable(POINTERS.get(path))
        .map(pointer -> pod.json().at(pointer).asText(""));
  }

  private static String lines(JsonNode entries) {
    return entries.properties().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining("\n"));
  }
}
