package io.evenkeel.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdsTest {

  private static final String CONTEXT = "0f8fad5b-d9cb-469f-a165-70867728950e";

  @Test
  void theTraceOfAContextIsTheContextItself() {
    assertThat(TraceIds.trace(CONTEXT)).isEqualTo("0f8fad5bd9cb469fa16570867728950e");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "release 7", "00000000-0000-0000-0000-000000000000", "0F8FAD5B"})
  void anyOtherContextHasOneAllTheSame(String context) {
    assertThat(TraceIds.trace(context))
        .matches("[0-9a-f]{32}")
        .isEqualTo(TraceIds.trace(context))
        .isNotEqualTo("0".repeat(32));
  }

  @Test
  void whatIsGivenToOthersIsATraceparent() {
    String given = TraceIds.traceparent(CONTEXT, "event-1");

    assertThat(TraceIds.isTraceparent(given)).isTrue();
    assertThat(given).startsWith("00-0f8fad5bd9cb469fa16570867728950e-").endsWith("-01");
    assertThat(given.split("-", -1)[2])
        .isEqualTo(TraceIds.span("event-1"))
        .isEqualTo(TraceIds.span(TraceIds.span("event-1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-0f8fad5bd9cb469fa16570867728950e-00000000000000aa",
        "00-00000000000000000000000000000000-00000000000000aa-01",
        "00-0f8fad5bd9cb469fa16570867728950e-0000000000000000-01",
        "what?"
      })
  void whatOthersGiveIsLookedAt(String text) {
    assertThat(TraceIds.isTraceparent(text)).isFalse();
  }

  @Test
  void itIsOffUnlessTheStandardVariablesNameAReceiver() {
    assertThat(Tracing.of("x", Map.of())).isSameAs(Tracing.OFF);
    assertThat(Tracing.of("x", Map.of("OTEL_SERVICE_NAME", "y"))).isSameAs(Tracing.OFF);
    assertThat(Tracing.of("x", Map.of("OTEL_TRACES_EXPORTER", "none"))).isSameAs(Tracing.OFF);
    assertThat(Tracing.of(
            "x", Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://a:1", "OTEL_SDK_DISABLED", "true")))
        .isSameAs(Tracing.OFF);
  }
}
