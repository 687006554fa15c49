package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.event.KeptnEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayTest {

  @ParameterizedTest
  @CsvSource({"1, PT0.2S", "2, PT0.4S", "5, PT3.2S", "9, PT30S", "100, PT30S"})
  void pausesDoubleUpToALimit(int attempts, Duration pause) {
    assertThat(Attempts.pause(attempts)).isEqualTo(pause);
  }

  @ParameterizedTest
  @CsvSource({"503, 8, 9", "503, 9, 9", "500, 8, 9", "500, 9, 10"})
  void onlyWhatIsAwayNeverUsesUpItsAttempts(int status, int before, int after) {
    KeptnEvent event =
        KeptnEvent.of("e", "sh.keptn.event.a.triggered", "t", Instant.EPOCH, "c", Map.of());
    PendingDelivery delivery = new PendingDelivery("worker", event, before, 1);

    assertThat(delivery.failed(new Refusal(status, "no"), Relay.MAX_ATTEMPTS).attempts())
        .isEqualTo(after);
  }
}
