package io.evenkeel.shipyard;

import io.evenkeel.kit.Settings;
import java.time.Duration;

/**
 * Settings of the shipyard controller.
 *
 * @param taskStartedWait how long a task may wait for its first answer
 * @param projectNameMaxSize in bytes
 * @param serviceNameMaxSize in bytes
 */
record ControllerConfig(Duration taskStartedWait, int projectNameMaxSize, int serviceNameMaxSize) {

  static ControllerConfig from(Settings settings) {
    return new ControllerConfig(
        settings.duration(
            Duration.ofMinutes(10),
            "EVENKEEL_TASK_STARTED_WAIT_DURATION",
            "TASK_STARTED_WAIT_DURATION"),
        settings.number(200, "EVENKEEL_PROJECT_NAME_MAX_SIZE", "PROJECT_NAME_MAX_SIZE"),
        settings.number(43, "EVENKEEL_SERVICE_NAME_MAX_SIZE", "SERVICE_NAME_MAX_SIZE"));
  }
}
