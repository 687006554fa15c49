package io.evenkeel.camel.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.camel.helm.HelmCommand.Operation;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelmCommandTest {

  private final HelmCommandBuilder upgrade =
      HelmCommand.of(Operation.UPGRADE).release("carts").namespace("shop-qa");

  @Test
  void itsTextNeverContainsValues() {
    HelmCommand command = upgrade.values(Map.of("password", "s3cret")).build();

    assertThat(command).hasToString("upgrade carts in namespace shop-qa");
  }

  @Test
  void theOperationIsFoundAgainInTheDescriptionItLeaves() {
    HelmCommand command = upgrade.operationId("event-1").build();

    assertThat(command.isRecordedIn(command.historyText())).isTrue();
    assertThat(upgrade.operationId("event-2").build().isRecordedIn("Upgrade complete [event-1]"))
        .isFalse();
  }

  @Test
  void withoutAnOperationIdNothingIsEverRecognised() {
    assertThat(upgrade.build().isRecordedIn("Upgrade complete []")).isFalse();
  }

  @Test
  void aReleaseIsRequired() {
    assertThatThrownBy(() -> HelmCommand.of(Operation.STATUS).build())
        .hasMessageContaining("helm status needs the name of a release");
    assertThat(HelmCommand.of(Operation.LIST).build().release()).isEmpty();
  }

  @Test
  void aTimeoutBelowASecondIsRefused() {
    assertThatThrownBy(() -> upgrade.timeout(Duration.ofMillis(10)).build())
        .hasMessageContaining("at least 1s");
  }
}
