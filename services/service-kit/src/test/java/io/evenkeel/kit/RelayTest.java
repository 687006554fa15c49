package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayTest {

  @ParameterizedTest
  @CsvSource({"1, PT0.2S", "2, PT0.4S", "5, PT3.2S", "9, PT30S", "100, PT30S"})
  void pausesDoubleUpToALimit(int attempts, Duration pause) {
    assertThat(Relay.pause(attempts)).isEqualTo(pause);
  }
}
