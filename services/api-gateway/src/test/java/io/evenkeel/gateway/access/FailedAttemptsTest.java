package io.evenkeel.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

  private final FailedAttempts attempts = new FailedAttempts(1, 2);

  @Test
  void aBurstIsAllowedAndThenOneEachSecond() {
    assertThat(attempts.allow("a", 0)).isTrue();
    assertThat(attempts.allow("a", 0)).isTrue();
    assertThat(attempts.allow("a", 500)).isFalse();
    assertThat(attempts.allow("a", 1000)).isTrue();
    assertThat(attempts.allow("a", 1001)).isFalse();
  }

  @Test
  void peersDoNotShareAttempts() {
    attempts.allow("a", 0);
    attempts.allow("a", 0);

    assertThat(attempts.allow("a", 0)).isFalse();
    assertThat(attempts.allow("b", 0)).isTrue();
  }

  @Test
  void aRightTokenGivesThemBack() {
    attempts.allow("a", 0);
    attempts.allow("a", 0);
    attempts.forget("a");

    assertThat(attempts.allow("a", 0)).isTrue();
  }

  @Test
  void moreThanTheBurstIsNeverSavedUp() {
    attempts.allow("a", 0);

    long allowed =
        IntStream.range(0, 10).filter(index -> attempts.allow("a", 3_600_000)).count();

    assertThat(allowed).isEqualTo(2);
  }
}
