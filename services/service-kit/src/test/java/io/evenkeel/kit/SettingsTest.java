package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void theFirstNameThatIsSetWins() {
    Settings settings = Settings.of(Map.of("OLD", "a", "EVENKEEL_NEW", "b"));

    assertThat(settings.text("c", "EVENKEEL_NEW", "OLD")).isEqualTo("b");
    assertThat(settings.text("c", "OLD")).isEqualTo("a");
    assertThat(settings.text("c", "NEITHER")).isEqualTo("c");
  }

  @Test
  void everythingThatIsWrongIsReportedAtOnce() {
    Settings settings =
        Settings.of(Map.of("EVENKEEL_PORT", "many", "EVENKEEL_WAIT", "5", "EVENKEEL_PROT", "8080"));
    settings.number(80, "EVENKEEL_PORT");
    settings.duration(Duration.ZERO, "EVENKEEL_WAIT");

    assertThatIllegalArgumentException()
        .isThrownBy(settings::check)
        .withMessageContaining("EVENKEEL_PORT=many is not a whole number")
        .withMessageContaining("EVENKEEL_WAIT=5 is not a duration like 30s or 10m")
        .withMessageContaining("EVENKEEL_PROT is not a setting; is it misspelt?");
  }

  @Test
  void variablesOfOthersAreNoneOfOurBusiness() {
    assertThatCode(() -> Settings.of(Map.of("PATH", "/bin")).check()).doesNotThrowAnyException();
  }

  @Test
  void durationsAreWrittenAsInGo() {
    Settings settings = Settings.of(Map.of("WAIT", "1m30s"));

    assertThat(settings.duration(Duration.ZERO, "WAIT")).isEqualTo(Duration.ofSeconds(90));
  }
}
