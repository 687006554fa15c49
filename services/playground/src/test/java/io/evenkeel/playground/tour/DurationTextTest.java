package io.evenkeel.playground.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "-5, 0.0 s",
    "449, 0.4 s",
    "9999, 10.0 s",
    "10000, 10 s",
    "59999, 59 s",
    "60000, 1 min",
    "125000, 2 min 5 s",
  })
  void durationsReadLikeSpeech(long millis, String text) {
    assertThat(DurationText.of(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
