package io.evenkeel.lighthouse;

import io.evenkeel.kit.Settings;
import java.time.Duration;

/**
 * Settings of the lighthouse-service.
 *
 * @param defaultProvider SLI provider of projects that have none of their own, {@code ""} for none
 * @param providerTimeout how long a provider may take to answer
 */
public record LighthouseConfig(String defaultProvider, Duration providerTimeout) {

  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  public LighthouseConfig {
    if (providerTimeout.isNegative() || providerTimeout.isZero()) {
      throw new IllegalArgumentException(
          "EVENKEEL_SLI_TIMEOUT must be longer than nothing, for example 10m");
    }
  }

  public static LighthouseConfig from(Settings settings) {
    return new LighthouseConfig(
        settings.text("", "EVENKEEL_SLI_PROVIDER"),
        settings.duration(DEFAULT_TIMEOUT, "EVENKEEL_SLI_TIMEOUT"));
  }
}
