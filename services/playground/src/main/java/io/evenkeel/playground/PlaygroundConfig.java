package io.evenkeel.playground;

import io.evenkeel.playground.cluster.ClusterConfig;
import io.evenkeel.playground.metrics.MetricsConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Where a playground lives and how it listens.
 *
 * @param directory keeps the cluster's objects and its kubeconfig; made if it is missing
 * @param apiPort of the Kubernetes API on 127.0.0.1; 0 picks a free one
 * @param metricsPort of the Prometheus API on 127.0.0.1; 0 picks a free one
 * @param scrapeInterval time between two scrapes of a pod
 * @param retention how long measured samples are kept, in memory
 * @param clock gives every time stamp
 */
public record PlaygroundConfig(
    Path directory,
    int apiPort,
    int metricsPort,
    Duration scrapeInterval,
    Duration retention,
    Clock clock) {

  /** A playground that scrapes every second and keeps three hours. */
  public PlaygroundConfig(Path directory, int apiPort, int metricsPort) {
    this(
        directory,
        apiPort,
        metricsPort,
        Duration.ofSeconds(1),
        Duration.ofHours(3),
        Clock.systemUTC());
  }

  ClusterConfig cluster() {
    return new ClusterConfig(directory, apiPort, clock);
  }

  MetricsConfig metrics() {
    return new MetricsConfig(metricsPort, scrapeInterval, retention, clock);
  }
}
