package io.evenkeel.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionsTest {

  private final Sessions sessions = new Sessions();

  @Test
  void aSessionIsOpenUntilItsTwelveHoursAreOver() {
    String id = sessions.start(0);

    long end = Sessions.LIFE.toMillis();
    assertThat(sessions.isOpen(id, end - 1)).isTrue();
    assertThat(sessions.isOpen(id, end)).isFalse();
  }

  @Test
  void anEndedSessionIsClosedAndOthersAreNot() {
    String mine = sessions.start(0);
    String other = sessions.start(0);

    sessions.end(mine);

    assertThat(sessions.isOpen(mine, 0)).isFalse();
    assertThat(sessions.isOpen(other, 0)).isTrue();
  }

  @Test
  void anIdNobodyWasGivenIsNoSession() {
    sessions.start(0);

    assertThat(sessions.isOpen("", 0)).isFalse();
    assertThat(sessions.isOpen("guess", 0)).isFalse();
  }

  @Test
  void theTokenAcceptsOnlyItselfAndNeverShowsItself() {
    ApiToken token = ApiToken.of("secret");

    assertThat(token.accepts("secret")).isTrue();
    assertThat(token.accepts("Secret")).isFalse();
    assertThat(ApiToken.NONE.accepts("")).isFalse();
    assertThat(token.toString()).doesNotContain("secret");
  }
}
