package io.evenkeel.model.slo;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumberTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.0, 0",
    "75, 75",
    "75.3, 75.3",
    "33.33333333333333, 33.33333333333333",
    "66.66666666666667, 66.66666666666667",
    "100000, 100000",
    "1000000, 1e+06",
    "12345678, 1.2345678e+07",
    "0.0001, 0.0001",
    "0.00001, 1e-05",
    "-2.5, -2.5",
    "1e23, 1e+23",
    "2e-3, 0.002",
  })
  void writesTheShortestDecimal(double value, String text) {
    assertThat(GoNumber.format(value)).isEqualTo(text);
  }

  @Property
  void readsBackWhatItWrites(@ForAll double value) {
    assertThat(GoNumber.parse(GoNumber.format(value))).hasValue(value == 0 ? 0 : value);
  }
}
