package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Under the original's name as the original did; under the product's own nothing is ignored. */
class ControllerConfigTest {

  private static Duration wait(String name, String text) {
    Settings settings = Settings.of(Map.of(name, text));
    Duration read = ControllerConfig.from(settings).taskStartedWait();
    settings.check();
    return read;
  }

  @Test
  @Tag("G12")
  void anEmptyOrUnreadableDurationIsTheDefault() {
    assertThat(wait("TASK_STARTED_WAIT_DURATION", "")).isEqualTo(Duration.ofMinutes(10));
    assertThat(wait("TASK_STARTED_WAIT_DURATION", "soon")).isEqualTo(Duration.ofMinutes(10));
    assertThat(wait("TASK_STARTED_WAIT_DURATION", "30s")).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void anUnreadableDurationUnderTheProductsOwnNameIsRefused() {
    assertThatThrownBy(() -> wait("EVENKEEL_TASK_STARTED_WAIT_DURATION", "soon"))
        .hasMessageContaining("EVENKEEL_TASK_STARTED_WAIT_DURATION=soon is not a duration");
  }
}
