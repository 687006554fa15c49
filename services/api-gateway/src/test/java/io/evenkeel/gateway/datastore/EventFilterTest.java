package io.evenkeel.gateway.datastore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {

  private static final KeptnEvent EVENT = KeptnEvent.of(
      "a1",
      "sh.keptn.event.evaluation.finished",
      "lighthouse-service",
      Instant.EPOCH,
      "ctx",
      Map.of("project", "shop", "evaluation", Map.of("score", 90, "result", "pass")));

  @Test
  void termsAreJoinedByAndWithOneBlankOnEachSide() {
    assertThat(EventFilter.parse("data.project:shop AND id:a1,b2").terms())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("data.project", List.of("shop"), "id", List.of("a1", "b2")));
    assertThatThrownBy(() -> EventFilter.parse("data.project:shop and id:a1"))
        .isInstanceOf(InvalidRequest.class);
  }

  @Test
  void aTermWithoutExactlyOneColonIsIgnored() {
    assertThat(EventFilter.parse("data.project:shop AND source:https://x AND nothing")
            .terms())
        .containsOnlyKeys("data.project");
  }

  @Test
  void theLastOfARepeatedPathWinsAndTypeAndTimeDoNotCount() {
    assertThat(EventFilter.parse("data.project:a AND data.project:b AND type:x AND time:y")
            .terms())
        .containsExactlyEntriesOf(Map.of("data.project", List.of("b")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.stage:dev", "x", "data.project:", "shkeptncontext:", "time:now"})
  void aProjectOrAContextMustBeNamed(String filter) {
    assertThatThrownBy(() -> EventFilter.parse(filter))
        .isInstanceOf(InvalidRequest.class)
        .hasMessage("invalid event filter: either 'shkeptncontext' or 'data.project' must be set");
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.project:a,b", "shkeptncontext:a,b"})
  void whatDecidesWhereToSearchHasOneValue(String filter) {
    assertThatThrownBy(() -> EventFilter.parse(filter))
        .isInstanceOf(InvalidRequest.class)
        .hasMessageContaining("must have one value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data.project:shop AND data.evaluation.result:pass | true",
        "data.project:shop AND data.evaluation.result:fail,pass | true",
        "data.project:shop AND data.evaluation.result:fail | false",
        "data.project:shop AND data.evaluation.score:90 | false",
        "data.project:shop AND data.evaluation:x | false",
        "data.project:shop AND data.missing: | false",
      })
  void anyPathOfTheEventCanBeCompared(String filter, boolean matches) {
    assertThat(EventFilter.parse(filter).matches(EVENT)).isEqualTo(matches);
    assertThat(EventFilter.parse(filter).isColumnsOnly()).isFalse();
  }

  @Property
  void anyTextIsAFilterOrAnInvalidRequest(@ForAll String text) {
    try {
      assertThat(EventFilter.parse(text + " AND data.project:shop").project()).isEqualTo("shop");
    } catch (InvalidRequest refused) {
      assertThat(refused).hasMessageContaining("filter");
    }
  }
}
