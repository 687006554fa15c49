package io.evenkeel.playground.metrics;

import io.evenkeel.playground.cluster.PodTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds what to scrape, as a Prometheus would that Keptn's prometheus-service has configured:
 *
 * <ul>
 *   <li>job {@code <service>-<namespace>}, where the namespace is {@code <project>-<stage>}: the
 *       Service is one target, so every metric is <em>one</em> series whatever the number of pods.
 *       A Prometheus keeps its connection to the Service open and so stays with one pod; it is
 *       given another one when that is gone, which looks like a restarted counter.
 *   <li>job {@code kubernetes-pods}: every pod is a target, with labels {@code namespace},
 *       {@code pod} and {@code service}, to look at the pods one by one.
 * </ul>
 */
final class ScrapeTargets {

  /** The job that has one target per pod. */
  static final String PODS_JOB = "kubernetes-pods";

  /** Which pod each Service's connection leads to. */
  private final Map<String, String> connections = new HashMap<>();

  /** The targets for the pods that are ready now. */
  List<ScrapeTarget> find(List<PodTarget> pods) {
    List<ScrapeTarget> targets = new ArrayList<>();
    Map<String, List<PodTarget>> services = new TreeMap<>();
    for (PodTarget pod : pods) {
      if (pod.metricsPort().isPresent()) {
        targets.add(podTarget(pod));
        pod.services().forEach(service -> services
            .computeIfAbsent(service + "." + pod.namespace(), added -> new ArrayList<>())
            .add(pod));
      }
    }
    connections.keySet().retainAll(services.keySet());
    services.forEach((service, backends) -> targets.add(serviceTarget(service, backends)));
    return targets;
  }

  private static ScrapeTarget podTarget(PodTarget pod) {
    Map<String, String> labels = new HashMap<>();
    labels.put("namespace", pod.namespace());
    labels.put("pod", pod.name());
    pod.services().stream().findFirst().ifPresent(service -> labels.put("service", service));
    String instance = pod.name() + "." + pod.namespace();
    return ScrapeTarget.of(PODS_JOB, instance, labels, pod.metricsPort().orElseThrow());
  }

  private ScrapeTarget serviceTarget(String service, List<PodTarget> backends) {
    String connected = connections.getOrDefault(service, "");
    PodTarget backend = backends.stream()
        .filter(pod -> pod.name().equals(connected))
        .findFirst()
        .orElse(backends.get(0));
    connections.put(service, backend.name());
    String name = service.substring(0, service.indexOf('.'));
    Map<String, String> labels = Map.of("namespace", backend.namespace());
    return ScrapeTarget.of(
        name + "-" + backend.namespace(),
        service + ":80",
        labels,
        backend.metricsPort().orElseThrow());
  }
}
