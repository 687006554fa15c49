package io.evenkeel.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTypeTest {

  @ParameterizedTest
  @CsvSource({
    "sh.keptn.event.deployment.triggered,      true,  false, triggered",
    "sh.keptn.event.dev.delivery.triggered,    false, true,  triggered",
    "sh.keptn.event.work.status.changed,       false, true,  changed",
    "sh.keptn.events.problem,                  false, false, problem",
    "sh.keptn.event..triggered,                false, false, triggered",
  })
  void isReadByCountingItsParts(String type, boolean task, boolean sequence, String kind) {
    EventType parsed = EventType.of(type);

    assertThat(parsed.isTask()).isEqualTo(task);
    assertThat(parsed.isSequence()).isEqualTo(sequence);
    assertThat(parsed.kind()).isEqualTo(kind);
    assertThat(parsed).hasToString(type);
  }
}
