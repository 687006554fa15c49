package io.evenkeel.shipyard;

import io.evenkeel.kit.Settings;
import java.time.Duration;

/**
 * Settings of what concerns integrations.
 *
 * @param silence after which one is given up
 * @param keepExpired how long one that was given up is remembered
 * @param logAge how long log entries are kept
 * @param logEntries how many log entries are kept
 * @param statisticsAge how long counts of events are kept
 */
record IntegrationsConfig(
    Duration silence,
    Duration keepExpired,
    Duration logAge,
    int logEntries,
    Duration statisticsAge) {

  /** How far the stored time of the last sign of life may lag behind. */
  Duration unwritten() {
    return silence.dividedBy(4);
  }

  static IntegrationsConfig from(Settings settings) {
    return new IntegrationsConfig(
        settings.duration(
            Duration.ofMinutes(1), "EVENKEEL_UNIFORM_INTEGRATION_TTL", "UNIFORM_INTEGRATION_TTL"),
        settings.duration(Duration.ofDays(30), "EVENKEEL_EXPIRED_INTEGRATION_TTL"),
        settings.duration(Duration.ofDays(5), "EVENKEEL_LOG_TTL", "LOG_TTL"),
        settings.number(200_000, "EVENKEEL_LOG_MAX_ENTRIES"),
        settings.duration(Duration.ofDays(730), "EVENKEEL_STATISTICS_TTL"));
  }
}
