package io.evenkeel.playground.metrics;

import java.time.Clock;
import java.time.Duration;

/**
 * How the metrics backend works.
 *
 * @param port of the API on 127.0.0.1; 0 picks a free one
 * @param scrapeInterval time between two scrapes of a target
 * @param retention how long samples are kept
 * @param clock gives the samples' time stamps
 */
public record MetricsConfig(int port, Duration scrapeInterval, Duration retention, Clock clock) {

  /** Refuses a port outside 0 to 65535 and an interval below 50 ms. */
  public MetricsConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("metrics port must be 0 to 65535, not " + port);
    }
    if (scrapeInterval.toMillis() < 50) {
      throw new IllegalArgumentException(
          "the scrape interval must be at least 50 ms, not " + scrapeInterval);
    }
  }

  /** A scrape every second, kept for three hours. */
  public static MetricsConfig onPort(int port) {
    return new MetricsConfig(port, Duration.ofSeconds(1), Duration.ofHours(3), Clock.systemUTC());
  }
}
