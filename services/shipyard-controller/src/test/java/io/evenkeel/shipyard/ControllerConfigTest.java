package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Case G12, with its one deviation: what can't be read is refused instead of ignored. */
class ControllerConfigTest {

  private static Duration wait(String text) {
    Settings settings = Settings.of(Map.of("TASK_STARTED_WAIT_DURATION", text));
    Duration read = ControllerConfig.from(settings).taskStartedWait();
    settings.check();
    return read;
  }

  @Test
  void anEmptyDurationIsTheDefaultAndAnUnreadableOneIsRefusedByName() {
    assertThat(wait("")).isEqualTo(Duration.ofMinutes(10));
    assertThat(wait("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThatThrownBy(() -> wait("soon"))
        .hasMessageContaining("EVENKEEL_TASK_STARTED_WAIT_DURATION=soon is not a duration");
  }
}
