package io.evenkeel.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionsTest {

  private final Sessions sessions = new Sessions();

  @Test
  void aSessionIsOpenUntilItsTwelveHoursAreOver() {
    String id = sessions.start("configured", 0);

    long end = Sessions.LIFE.toMillis();
    assertThat(sessions.token(id, end - 1)).contains("configured");
    assertThat(sessions.token(id, end)).isEmpty();
  }

  @Test
  void anEndedSessionIsClosedAndOthersAreNot() {
    String mine = sessions.start("configured", 0);
    String other = sessions.start("configured", 0);

    sessions.end(mine);

    assertThat(sessions.token(mine, 0)).isEmpty();
    assertThat(sessions.token(other, 0)).contains("configured");
  }

  @Test
  void anIdNobodyWasGivenIsNoSession() {
    sessions.start("configured", 0);

    assertThat(sessions.token("", 0)).isEmpty();
    assertThat(sessions.token("guess", 0)).isEmpty();
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
