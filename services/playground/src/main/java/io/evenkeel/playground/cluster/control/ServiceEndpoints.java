package io.evenkeel.playground.cluster.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Kind;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Names;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.Tree;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Keeps the Endpoints and the EndpointSlice of a Service: the pods behind it that serve. */
public final class ServiceEndpoints {

  private final Registry registry;

  ServiceEndpoints(Registry registry) {
    this.registry = registry;
  }

  void reconcile(KubeObject service) {
    if (service.deleting() || service.spec().path("selector").isEmpty()) {
      return;
    }
    List<KubeObject> pods = registry.store().list(Kinds.POD, service.namespace()).stream()
        .filter(pod -> selects(service, pod))
        .filter(pod -> pod.status().hasNonNull("podIP") && !pod.deleting() && !Pods.isOver(pod))
        .toList();
    write(Kinds.ENDPOINTS, service.name(), service, object -> {
      object.set("subsets", subsets(service, pods));
    });
    String suffix = Names.encode(service.uid().hashCode() & 0xffffffffL).substring(0, 5);
    write(Kinds.ENDPOINT_SLICE, service.name() + "-" + suffix, service, object -> {
      Tree.child(Tree.child(object, "metadata"), "labels")
          .put("kubernetes.io/service-name", service.name())
          .put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
      slice(object, service, pods);
    });
  }

  /** Whether {@code service} has a selector and it matches {@code pod}. */
  public static boolean selects(KubeObject service, KubeObject pod) {
    Map<String, String> selector = Tree.texts(service.spec().path("selector"));
    return !selector.isEmpty()
        && service.namespace().equals(pod.namespace())
        && pod.labels().entrySet().containsAll(selector.entrySet());
  }

  /** The container port of {@code pod} that a Service's port stands for. */
  public static OptionalInt targetPort(JsonNode servicePort, KubeObject pod) {
    JsonNode target = servicePort.path("targetPort");
    if (target.isNumber() || target.asText("").matches("[0-9]{1,5}")) {
      return OptionalInt.of(target.asInt());
    }
    return Tree.objects(pod.spec().path("containers")).stream()
        .flatMap(container -> Tree.objects(container.path("ports")).stream())
        .filter(port -> port.path("name").asText().equals(target.asText()))
        .mapToInt(port -> port.path("containerPort").asInt())
        .findFirst();
  }

  private void write(Kind kind, String name, KubeObject service, Consumer<ObjectNode> content) {
    registry
        .store()
        .find(kind, service.namespace(), name)
        .ifPresentOrElse(
            present -> registry.edit(present, content),
            () -> registry.create(kind, service.namespace(), fresh(name, service, content), false));
  }

  private static ObjectNode fresh(String name, KubeObject service, Consumer<ObjectNode> content) {
    ObjectNode object = Tree.object();
    ObjectNode metadata = object.putObject("metadata").put("name", name);
    if (service.metadata().get("labels") instanceof ObjectNode labels) {
      metadata.set("labels", labels.deepCopy());
    }
    metadata.set("ownerReferences", Ownership.reference(service));
    content.accept(object);
    return object;
  }

  private static ArrayNode subsets(KubeObject service, List<KubeObject> pods) {
    ArrayNode subsets = Tree.array();
    if (pods.isEmpty()) {
      return subsets;
    }
    ObjectNode subset = subsets.addObject();
    for (KubeObject pod : pods) {
      String list = Pods.isReady(pod) ? "addresses" : "notReadyAddresses";
      ObjectNode address = subset
          .withArray(list)
          .addObject()
          .put("ip", pod.status().path("podIP").asText());
      address.put("nodeName", pod.spec().path("nodeName").asText());
      address.set("targetRef", target(pod));
    }
    subset.set("ports", ports(service, pods.get(0)));
    return subsets;
  }

  private static void slice(ObjectNode slice, KubeObject service, List<KubeObject> pods) {
    slice.put("addressType", "IPv4");
    ArrayNode endpoints = slice.putArray("endpoints");
    for (KubeObject pod : pods) {
      ObjectNode endpoint = endpoints.addObject();
      endpoint.putArray("addresses").add(pod.status().path("podIP").asText());
      endpoint
          .putObject("conditions")
          .put("ready", Pods.isReady(pod))
          .put("serving", Pods.isReady(pod))
          .put("terminating", false);
      endpoint.put("nodeName", pod.spec().path("nodeName").asText());
      endpoint.set("targetRef", target(pod));
    }
    slice.set("ports", pods.isEmpty() ? Tree.array() : ports(service, pods.get(0)));
  }

  /** Pods of one Service have the same ports: a template gave them. */
  private static ArrayNode ports(KubeObject service, KubeObject pod) {
    ArrayNode ports = Tree.array();
    for (ObjectNode servicePort : Tree.objects(service.spec().path("ports"))) {
      targetPort(servicePort, pod).ifPresent(number -> {
        // Always with a name: kubectl describe expects one, be it empty.
        ObjectNode port = ports.addObject().put("name", servicePort.path("name").asText(""));
        port.put("port", number).put("protocol", servicePort.path("protocol").asText("TCP"));
      });
    }
    return ports;
  }

  private static ObjectNode target(KubeObject pod) {
    return Tree.object()
        .put("kind", "Pod")
        .put("namespace", pod.namespace())
        .put("name", pod.name())
        .put("uid", pod.uid());
  }
}
