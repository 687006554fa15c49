package io.evenkeel.prometheus;

import io.evenkeel.kit.Settings;
import io.evenkeel.model.sli.PrometheusEndpoint;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the prometheus-service.
 *
 * @param endpoint where Prometheus answers, empty if nobody said
 * @param queryTimeout how long one query may take
 */
public record PrometheusConfig(Optional<PrometheusEndpoint> endpoint, Duration queryTimeout) {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(45);

  public PrometheusConfig {
    if (queryTimeout.compareTo(Duration.ofMillis(1)) < 0
        || queryTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "EVENKEEL_PROMETHEUS_TIMEOUT must be between 1ms and 45s, for example 10s");
    }
  }

  public static PrometheusConfig from(Settings settings) {
    String address = settings.text("", "EVENKEEL_PROMETHEUS_ENDPOINT", "PROMETHEUS_ENDPOINT");
    return new PrometheusConfig(
        address.isEmpty() ? Optional.empty() : Optional.of(endpoint(address)),
        settings.duration(DEFAULT_TIMEOUT, "EVENKEEL_PROMETHEUS_TIMEOUT"));
  }

  private static PrometheusEndpoint endpoint(String address) {
    try {
      return PrometheusEndpoint.of(address, "", "");
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "EVENKEEL_PROMETHEUS_ENDPOINT is %s; it looks like http://prometheus:9090"
              .formatted(malformed.getMessage()),
          malformed);
    }
  }
}
