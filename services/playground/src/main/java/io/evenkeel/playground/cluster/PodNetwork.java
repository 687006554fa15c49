package io.evenkeel.playground.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.control.Pods;
import io.evenkeel.playground.cluster.control.ServiceEndpoints;
import io.evenkeel.playground.cluster.store.Change;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.ObjectStore;
import io.evenkeel.playground.cluster.store.Tree;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** The network as the objects describe it: which ready pod is behind which Service, and where. */
final class PodNetwork implements ClusterNetwork {

  /** Annotation of a pod: its container ports and the loopback addresses they really have. */
  static final String HOST_PORT = "playground.evenkeel.io/host-port";

  private static final String METRICS_PORT = "prometheus.io/port";

  private final ObjectStore store;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Snapshot snapshot = new Snapshot(List.of(), List.of());

  private record Snapshot(List<KubeObject> services, List<KubeObject> pods) {}

  /** Follows {@code store} from now on; call it on the store's context. */
  PodNetwork(ObjectStore store) {
    this.store = store;
    refresh();
    store.onChange(this::onChange);
  }

  @Override
  public List<InetSocketAddress> endpoints(String serviceName, String namespace, int servicePort) {
    Snapshot now = snapshot;
    return now.services().stream()
        .filter(
            service -> service.name().equals(serviceName) && service.namespace().equals(namespace))
        .flatMap(service -> ports(service, servicePort).flatMap(port -> now.pods().stream()
            .filter(pod -> ServiceEndpoints.selects(service, pod))
            .map(pod -> address(port, pod))
            .flatMapToInt(OptionalInt::stream)
            .mapToObj(
                hostPort -> new InetSocketAddress(InetAddress.getLoopbackAddress(), hostPort))))
        .toList();
  }

  @Override
  public List<PodTarget> pods() {
    Snapshot now = snapshot;
    return now.pods().stream().map(pod -> target(now, pod)).toList();
  }

  @Override
  public Runnable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void onChange(Change change) {
    var kind = change.object().kind();
    if (kind.equals(Kinds.POD) || kind.equals(Kinds.SERVICE)) {
      Snapshot before = snapshot;
      refresh();
      if (!snapshot.equals(before)) {
        listeners.forEach(Runnable::run);
      }
    }
  }

  private void refresh() {
    snapshot = new Snapshot(
        store.list(Kinds.SERVICE, ""),
        store.list(Kinds.POD, "").stream().filter(Pods::isReady).toList());
  }

  private static Stream<ObjectNode> ports(KubeObject service, int number) {
    return Tree.objects(service.spec().path("ports")).stream()
        .filter(port -> port.path("port").asInt() == number);
  }

  private static OptionalInt address(JsonNode servicePort, KubeObject pod) {
    OptionalInt target = ServiceEndpoints.targetPort(servicePort, pod);
    return target.isPresent() ? hostPort(pod, target.getAsInt()) : OptionalInt.empty();
  }

  private static PodTarget target(Snapshot now, KubeObject pod) {
    List<String> services = now.services().stream()
        .filter(service -> ServiceEndpoints.selects(service, pod))
        .map(KubeObject::name)
        .sorted()
        .toList();
    return new PodTarget(
        pod.namespace(), pod.name(), pod.labels(), services, hostPort(pod, metricsPort(pod)));
  }

  private static int metricsPort(KubeObject pod) {
    String annotated = pod.annotation(METRICS_PORT);
    if (annotated.matches("[0-9]{1,5}")) {
      return Integer.parseInt(annotated);
    }
    return Tree.objects(pod.spec().path("containers")).stream()
        .flatMap(container -> Tree.objects(container.path("ports")).stream())
        .map(port -> port.path("containerPort").asInt())
        .findFirst()
        .orElse(0);
  }

  private static OptionalInt hostPort(KubeObject pod, int containerPort) {
    String prefix = containerPort + "=127.0.0.1:";
    return Stream.of(pod.annotation(HOST_PORT).split(",", -1))
        .filter(entry -> entry.startsWith(prefix))
        .mapToInt(entry -> Integer.parseInt(entry.substring(prefix.length())))
        .findFirst();
  }
}
