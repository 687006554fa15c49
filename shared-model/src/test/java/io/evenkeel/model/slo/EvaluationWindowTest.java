package io.evenkeel.model.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationWindowTest {

  private static final Instant NOW = Instant.parse("2022-06-01T12:00:00.250Z");

  static Stream<ConformanceCase> valid() {
    return ConformanceCase.of("evaluation-cases.yaml", "window_cases")
        .filter(it -> it.at("expected", "error") == null);
  }

  static Stream<ConformanceCase> invalid() {
    return ConformanceCase.of("evaluation-cases.yaml", "window_cases")
        .filter(it -> it.at("expected", "error") != null);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("valid")
  void computesEveryConformanceCase(ConformanceCase it) {
    EvaluationWindow window = EvaluationWindow.of(triggered(it), Instant.parse(it.text("now")));

    EvaluationWindow expected = it.text("known_defect").equals("D1")
        ? new EvaluationWindow("2022-05-01T08:00:00.000Z", "2022-05-01T08:30:00.000Z")
        : new EvaluationWindow(it.text("expected", "start"), it.text("expected", "end"));
    assertThat(window).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("invalid")
  void refusesEveryInvalidConformanceCase(ConformanceCase it) {
    String error = it.text("expected", "error");
    boolean ownWording = it.text("note").contains("own wording");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvaluationWindow.of(triggered(it), Instant.parse(it.text("now"))))
        .withMessageStartingWith(ownWording ? error.substring(0, error.indexOf(" as ")) : error);
  }

  @ParameterizedTest
  @CsvSource({
    "2022-05-01T10:00:00.123456789Z, 2022-05-01T10:05:00.9999Z, 10:00:00.123Z, 10:05:00.999Z",
    "'2022-05-01T10:00:00,5', 2022-05-01T10:05:00, 10:00:00.500Z, 10:05:00.000Z",
    "2022-05-01T10:00:00, 2022-05-01T12:01:00+02:00, 10:00:00.000Z, 10:01:00.000Z",
  })
  void readsThreeLayoutsAndWritesUtc(String start, String end, String from, String to) {
    assertThat(EvaluationWindow.resolve(start, end, "", NOW))
        .isEqualTo(new EvaluationWindow("2022-05-01T" + from, "2022-05-01T" + to));
  }

  @Test
  void isTheLastFiveMinutesWhenNothingIsGiven() {
    assertThat(EvaluationWindow.resolve("", "", "", NOW))
        .isEqualTo(new EvaluationWindow("2022-06-01T11:55:00.250Z", "2022-06-01T12:00:00.250Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "2022-05-01, 10m, parsing time \"2022-05-01\"",
    "2022-05-01 10:00:00, 10m, parsing time \"2022-05-01 10:00:00\"",
    "2022-02-30T10:00:00, 10m, parsing time \"2022-02-30T10:00:00\"",
    "2022-05-01T10:00:00+99:00, 10m, parsing time \"2022-05-01T10:00:00+99:00\"",
    "1651399200, 10m, parsing time \"1651399200\"",
    "2022-05-01T10:00:00, 1d, 'could not parse provided timeframe: time: unknown unit \"d\"'",
    "2022-05-01T10:00:00, '', no timeframe or end date provided",
  })
  void saysWhatItCannotRead(String start, String timeframe, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EvaluationWindow.resolve(start, "", timeframe, NOW))
        .withMessageStartingWith(message);
  }

  private static KeptnEvent triggered(ConformanceCase it) {
    return KeptnEvent.of(
        "e",
        "sh.keptn.event.evaluation.triggered",
        "shipyard-controller",
        NOW,
        "ctx",
        Map.of("evaluation", it.object("evaluation"), "test", it.object("test")));
  }
}
