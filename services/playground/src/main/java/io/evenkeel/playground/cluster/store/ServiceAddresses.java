package io.evenkeel.playground.cluster.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gives Services their cluster IP (10.96.0.0/16) and node ports (30000 to 32767). */
final class ServiceAddresses {

  private final ObjectStore store;

  ServiceAddresses(ObjectStore store) {
    this.store = store;
  }

  /** Fills in what {@code service} still lacks. */
  void assign(ObjectNode service) {
    ObjectNode spec = Tree.child(service, "spec");
    String type = spec.path("type").asText();
    if (type.equals("ExternalName")) {
      return;
    }
    if (spec.path("clusterIP").asText("").isEmpty()) {
      spec.put("clusterIP", freeAddress());
    }
    Tree.setDefault(
        spec, "clusterIPs", Tree.array(List.of(spec.path("clusterIP").asText())));
    if (!type.equals("ClusterIP")) {
      Tree.objects(spec.path("ports"))
          .forEach(port -> Tree.setDefault(port, "nodePort", freeNodePort(spec)));
    }
  }

  private String freeAddress() {
    Set<String> taken = store.list(Kinds.SERVICE, "").stream()
        .map(service -> service.spec().path("clusterIP").asText())
        .collect(Collectors.toSet());
    return IntStream.range(1, 1 << 16)
        .mapToObj(number -> "10.96.%d.%d".formatted(number >> 8, number & 255))
        .filter(address -> !taken.contains(address))
        .findFirst()
        .orElseThrow(() -> StatusException.internal("there is no free cluster IP left"));
  }

  private long freeNodePort(ObjectNode own) {
    Set<Long> taken = store.list(Kinds.SERVICE, "").stream()
        .flatMap(service -> nodePorts(service.spec()).stream())
        .collect(Collectors.toSet());
    taken.addAll(nodePorts(own));
    return IntStream.rangeClosed(30000, 32767)
        .mapToObj(port -> (long) port)
        .filter(port -> !taken.contains(port))
        .findFirst()
        .orElseThrow(() -> StatusException.internal("there is no free node port left"));
  }

  private static Set<Long> nodePorts(JsonNode spec) {
    return Tree.objects(spec.path("ports")).stream()
        .map(port -> port.path("nodePort").asLong())
        .collect(Collectors.toSet());
  }
}
