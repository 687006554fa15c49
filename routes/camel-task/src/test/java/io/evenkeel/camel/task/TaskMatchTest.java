package io.evenkeel.camel.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskMatchTest {

  private static final KeptnEvent EVENT = KeptnEvent.of(
      "e-1",
      "sh.keptn.event.action.triggered",
      "test",
      Instant.EPOCH,
      "ctx",
      Map.of("stage", "prod", "action", Map.of("action", "scale", "value", 2, "it's", "x")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "$.data.action.action == 'scale'",
        "$.data.action.action=='scale'",
        "data.action.action == \"scale\"",
        "$.data.action.value == '2'",
        "$.data.action.action != 'toggle'",
        "$.data.missing != 'x'",
        "$.data.action",
        "$.data.stage == 'prod' && $.data.action.action == 'scale'"
      })
  void matches(String condition) {
    assertThat(TaskMatch.parse(condition).matches(EVENT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$.data.action.action == 'Scale'",
        "$.data.missing == 'x'",
        "$.data.missing",
        "$.data.stage == 'prod' && $.data.action.action == 'toggle'"
      })
  void doesNotMatch(String condition) {
    assertThat(TaskMatch.parse(condition).matches(EVENT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$.data[", "== 'x'", "$.data.a == 'x' &&", "$.data.a > 3"})
  void aMalformedConditionIsQuotedInTheMessage(String condition) {
    assertThatThrownBy(() -> TaskMatch.parse(condition))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("match: \"");
  }

  @Test
  void conditionsInQuotesMayContainAnOperator() {
    assertThat(TaskMatch.parse("$.data.stage != 'a == b'").matches(EVENT)).isTrue();
  }
}
