package io.evenkeel.gateway.server;

import io.evenkeel.kit.Settings;
import java.time.Duration;

/**
 * How many connections are taken, and how long each may take.
 *
 * @param total open at once
 * @param perClient open at once from one address; a proxy counts as one client
 * @param headers until the first request has arrived with all its headers
 * @param idle between a response and the next request with all its headers
 */
public record ConnectionLimits(int total, int perClient, Duration headers, Duration idle) {

  private static final int TOTAL = 10_000;
  private static final int PER_CLIENT = 1_000;
  private static final Duration HEADERS = Duration.ofSeconds(20);
  private static final Duration IDLE = Duration.ofSeconds(75);

  public ConnectionLimits {
    if (total < 1 || perClient < 1) {
      throw new IllegalArgumentException(
          "EVENKEEL_MAX_CONNECTIONS and EVENKEEL_MAX_CONNECTIONS_PER_CLIENT must be at least 1");
    }
    if (headers.isNegative() || headers.isZero() || idle.isNegative() || idle.isZero()) {
      throw new IllegalArgumentException(
          "EVENKEEL_HEADER_TIMEOUT and EVENKEEL_KEEP_ALIVE must be more than 0s");
    }
  }

  public static ConnectionLimits from(Settings settings) {
    return new ConnectionLimits(
        settings.number(TOTAL, "EVENKEEL_MAX_CONNECTIONS"),
        settings.number(PER_CLIENT, "EVENKEEL_MAX_CONNECTIONS_PER_CLIENT"),
        settings.duration(HEADERS, "EVENKEEL_HEADER_TIMEOUT"),
        settings.duration(IDLE, "EVENKEEL_KEEP_ALIVE"));
  }
}
