package io.evenkeel.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Refusal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretBodyTest {

  @Test
  void membersMayBeInAnyCaseAndDataMayBeMissing() {
    assertThat(SecretBody.parse("{\"Name\":\"a\",\"SCOPE\":\"s\",\"Data\":{\"k\":\"v\"}}"))
        .isEqualTo(new ScopedSecret("a", "s", Map.of("k", "v")));
    assertThat(SecretBody.parse("{\"name\":\"a\",\"data\":null}"))
        .isEqualTo(new ScopedSecret("a", "", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hunter2",
        "{\"name\":\"a\",\"data\":{\"k\":hunter2}}",
        "{\"name\":\"a\",\"data\":{\"k\":\"hunter2}}",
        "{\"name\":\"a\",\"data\":\"hunter2\"}",
        "{\"name\":\"a\",\"data\":{\"k\":{\"hunter2\":\"hunter2\"}}}",
        "{\"name\":[\"hunter2\"]}",
        "{\"data\":{\"k\":\"hunter2\"}}",
        "[\"hunter2\"]",
        ""
      })
  void whatIsWrongIsSaidWithoutRepeatingTheBody(String body) {
    assertThatThrownBy(() -> SecretBody.parse(body))
        .isInstanceOfSatisfying(Refusal.class, refusal -> {
          assertThat(refusal.status()).isEqualTo(400);
          assertThat(refusal).hasMessageStartingWith("Invalid request format: ").hasNoCause();
          assertThat(refusal.getMessage()).doesNotContain("hunter2");
        });
  }

  @Test
  void theBodySaysWhereItIsMalformed() {
    assertThatThrownBy(() -> SecretBody.parse("{\n\"name\": x}"))
        .hasMessageMatching(
            "Invalid request format: the body is not a JSON object \\(line 2, column \\d+\\)");
  }

  @Test
  void nothingPrintsValues() {
    assertThat(new ScopedSecret("a", "s", Map.of("k", "hunter2")))
        .hasToString("ScopedSecret[name=a, scope=s]");
    assertThat(KeyRing.parse("MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=").toString())
        .doesNotContain("MDEy");
  }
}
