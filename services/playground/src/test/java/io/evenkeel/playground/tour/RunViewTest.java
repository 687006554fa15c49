package io.evenkeel.playground.tour;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunViewTest {

  private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

  private final Events events = new Events(NOON);

  @Test
  void aTriggeredTaskIsOpenUntilItIsFinished() {
    String sequence = events.triggered("qa.delivery", "qa");
    events.after(1);
    String test = events.triggered("test", "qa");

    RunView running = view();
    events.after(5).finished("test", "qa", test, "pass", "");
    RunView done = view();

    assertThat(running.open("qa", "test").orElseThrow().since()).isEqualTo(NOON.plusSeconds(1));
    assertThat(running.settled()).isFalse();
    assertThat(done.open()).isEmpty();
    assertThat(done.tasks().get(0).took()).isEqualTo(Duration.ofSeconds(5));
    assertThat(done.settled()).isFalse();
    events.finished("qa.delivery", "qa", sequence, "pass", "");
    assertThat(view().settled()).isTrue();
  }

  @Test
  void whatAnEvaluationAsksItsSourceIsNoTaskOfTheRun() {
    events.triggered("qa.delivery", "qa");
    events.triggered("get-sli", "qa");

    assertThat(view().open()).isEmpty();
  }

  @Test
  void aFollowUpCountsAsReachedOnceItIsTriggered() {
    String qa = events.triggered("qa.delivery", "qa");
    events.finished("qa.delivery", "qa", qa, "pass", "");
    assertThat(view().reached("production")).isFalse();

    events.triggered("production.delivery", "production");
    assertThat(view().reached("production")).isTrue();
    assertThat(view().settled()).isFalse();
  }

  @Test
  void theSummaryNamesWhatEndedAndWhy() {
    assertThat(view().summary()).isEqualTo("nothing has happened");
    String qa = events.triggered("qa.delivery", "qa");
    events.finished("qa.delivery", "qa", qa, "fail", "too slow");

    assertThat(view().summary()).isEqualTo("delivery in qa ended with fail (too slow)");
  }

  @Test
  void aFinishedTaskIsOneLineWithItsReasonUnlessItPassed() {
    RunView.EndedTask passed =
        new RunView.EndedTask("1", "qa", "test", "pass", "ignored", Duration.ofMillis(5200));
    RunView.EndedTask failed =
        new RunView.EndedTask("2", "qa", "deployment", "fail", "no chart\nmore", Duration.ZERO);

    assertThat(Run.ended(passed)).isEqualTo("  qa          test        pass    5.2 s");
    assertThat(Run.ended(failed)).isEqualTo("  qa          deployment  fail    0.0 s (no chart)");
  }

  private RunView view() {
    List<JsonNode> all = List.copyOf(events.all());
    return RunView.of(all);
  }
}
