package io.evenkeel.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.evenkeel.model.event.KeptnEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventMatcherTest {

  private static final String TYPE = "sh.keptn.event.deployment.triggered";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh.keptn.event.*.triggered",
        "deployment",
        "",
        "(test|deployment).triggered$",
        "(?i)DEPLOYMENT",
        "[[:alpha:]]+",
        "[^a]",
        "\\Qsh.keptn\\E",
        "d{0}",
        "(?P<n>deploy)",
        "(?U)d+",
        "\\pL",
        "\\x64",
        "(?s:.)\\z",
        "|",
        "\\p{Greek}|deploy",
        "[a&&d]",
        "[a[d]",
        "d{1,}",
        "(?i-s:D)",
        "x*",
        "\\.event\\."
      })
  void finds(String name) {
    assertThat(matches(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^deployment",
        "sh.keptn.>",
        "(?!x).*",
        "(?=x)",
        "(?<=x)",
        "(?<!x)",
        "(?>s)",
        "*",
        "[",
        "(",
        ")",
        "s**",
        "s*+",
        "s{2}{3}",
        "s{1001}",
        "\\1",
        "(s)\\1",
        "\\k<n>",
        "\\Z",
        "\\G",
        "\\h",
        "\\e",
        "\\u0073",
        "\\",
        "[z-a]",
        "[]",
        "(?x)s",
        "(?i-)s",
        "[[:nope:]]",
        "\\p{Nope}",
        "\\C"
      })
  void neverMatchesWhatRe2DoesNotKnowOrWhatIsNotThere(String name) {
    assertThat(matches(name)).isFalse();
  }

  @Test
  void aTypeWithoutTaskMatchesBecauseTheDotStarIsNoGlob() {
    assertThat(new EventMatcher("sh.keptn.event.*.triggered", "", "")
            .matches("sh.keptn.event.triggered", Map.of()))
        .isTrue();
  }

  @Test
  void anExpressionThatBacktracksWithoutEndGivesUp() {
    String type = "a".repeat(5_000) + "!";
    EventMatcher backtracking = new EventMatcher("(a+)+$", "", "");

    assertThat(assertTimeout(Duration.ofSeconds(10), () -> backtracking.matches(type, Map.of())))
        .isFalse();
  }

  @Test
  void timeAndTypeMatchAsText() {
    KeptnEvent event = KeptnEvent.of(
        "id", TYPE, "source", Instant.parse("2024-01-02T03:04:05.120Z"), "context", Map.of());
    Map<String, Object> document = EventDocument.of(event);

    assertThat(new EventMatcher("", "$.time", "2024-01-02T03:04:05.12Z").matches(TYPE, document))
        .isTrue();
    assertThat(new EventMatcher("", "$.type", TYPE).matches(TYPE, document)).isTrue();
    assertThat(new EventMatcher("", "$.triggeredid", "").matches(TYPE, document))
        .isFalse();
  }

  private static boolean matches(String name) {
    return new EventMatcher(name, "", "").matches(TYPE, Map.of());
  }
}
