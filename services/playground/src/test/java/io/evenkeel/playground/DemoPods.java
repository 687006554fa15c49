package io.evenkeel.playground;

import io.evenkeel.playground.cluster.ClusterNetwork;
import io.evenkeel.playground.cluster.Container;
import io.evenkeel.playground.cluster.ContainerRequest;
import io.evenkeel.playground.cluster.PodTarget;
import io.evenkeel.playground.demo.DemoImage;
import io.evenkeel.playground.images.PlaygroundRuntime;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;

/** Real demo servers behind the Service {@code helloservice} of namespace {@code fulltour-qa}. */
public final class DemoPods implements ClusterNetwork {

  public static final String NAMESPACE = "fulltour-qa";
  public static final String SERVICE = "helloservice";
  private static final int PORT = 9000;

  private final PlaygroundRuntime runtime = new PlaygroundRuntime();
  private final Map<String, Container> running = new ConcurrentSkipListMap<>();

  public DemoPods(Vertx vertx) {
    new DemoImage(vertx).registerWith(runtime);
  }

  /** Starts a pod and waits until it serves. */
  public Container start(String pod, String tag) {
    Container container = runtime.start(request(pod, tag));
    container.ready().timeout(5, TimeUnit.SECONDS).await();
    running.put(pod, container);
    return container;
  }

  /** Stops a pod and waits until it is gone. */
  public void stop(String pod) {
    Container container = running.remove(pod);
    container.stop(Duration.ofSeconds(2));
    container.exit().timeout(5, TimeUnit.SECONDS).await();
  }

  @Override
  public List<InetSocketAddress> endpoints(String service, String namespace, int port) {
    boolean known = service.equals(SERVICE) && namespace.equals(NAMESPACE) && port == 80;
    return running.values().stream()
        .filter(container -> known)
        .map(container -> new InetSocketAddress(
            InetAddress.getLoopbackAddress(), container.hostPort(PORT).orElseThrow()))
        .toList();
  }

  @Override
  public List<PodTarget> pods() {
    return running.entrySet().stream()
        .map(pod -> new PodTarget(
            NAMESPACE,
            pod.getKey(),
            Map.of("app", SERVICE),
            List.of(SERVICE),
            pod.getValue().hostPort(PORT)))
        .toList();
  }

  @Override
  public Runnable onChange(Runnable listener) {
    return () -> {};
  }

  private static ContainerRequest request(String pod, String tag) {
    return new ContainerRequest(
        NAMESPACE,
        pod,
        Map.of("app", SERVICE),
        "server",
        DemoImage.REPOSITORY + ":" + tag,
        List.of(),
        List.of(),
        Map.of("PORT", String.valueOf(PORT)),
        "",
        Map.of(),
        List.of(PORT));
  }
}
