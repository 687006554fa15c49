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
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  public PrometheusConfig {
    if (queryTimeout.compareTo(Duration.ofMillis(1)) < 0
        || queryTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "EVENKEEL_PROMETHEUS_TIMEOUT must be between 1ms and 1m, for example 10s");
    }
  }

  public static PrometheusConfig from(Settings settings) {
    String address = settings.text("", "EVENKEEL_PROMETHEUS_ENDPOINT", "PROMETHEUS_ENDPOINT");
    return new PrometheusConfig(
        address.isEmpty() ? Optional.empty() : Optional.of(PrometheusEndpoint.of(address, "", "")),
        settings.duration(DEFAULT_TIMEOUT, "EVENKEEL_PROMETHEUS_TIMEOUT"));
  }
}
