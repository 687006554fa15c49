package io.evenkeel.playground.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpansionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$(A)          | 1",
        "x$(A)y$(B)z   | x1y2z",
        "$(MISSING)    | $(MISSING)",
        "$$(A)         | $(A)",
        "$$$(A)        | $1",
        "$A            | $A",
        "$(A           | $(A",
        "cost: 5$      | cost: 5$",
        "${A}          | ${A}",
        "$()           | $()",
        "plain         | plain"
      })
  void variablesAreExpandedAsKubernetesDoes(String text, String expected) {
    assertThat(Expansion.expand(text, Map.of("A", "1", "B", "2"))).isEqualTo(expected);
  }
}
