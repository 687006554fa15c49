package io.evenkeel.model.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CriterionTest {

  static Stream<ConformanceCase> readable() {
    return ConformanceCase.of("evaluation-cases.yaml", "criteria_cases")
        .filter(it -> it.at("error") == null);
  }

  static Stream<ConformanceCase> mistaken() {
    return ConformanceCase.of("evaluation-cases.yaml", "criteria_cases")
        .filter(it -> it.at("error") != null);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readable")
  void readsEveryConformanceCase(ConformanceCase it) {
    Criterion criterion = Criterion.parse(it.text("criterion"));

    assertThat(criterion.text()).isEqualTo(it.text("criterion"));
    assertThat(criterion.operator().symbol()).isEqualTo(it.text("operator"));
    assertThat(criterion.relative()).isEqualTo(it.at("relative"));
    assertThat(criterion.percentage()).isEqualTo(it.at("percentage"));
    assertThat(criterion.increase()).isEqualTo(it.at("increase"));
    assertThat(ConformanceCase.comparable(criterion.value()))
        .isEqualTo(ConformanceCase.comparable(it.at("value")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistaken")
  void refusesEveryMistakenConformanceCase(ConformanceCase it) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Criterion.parse(it.text("criterion")))
        .withMessage(it.text("error"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<inf", "<=nan", "<+Infinity%", "|5", "<1_", "<0x1"})
  void refusesNumbersThatCouldNotBeReported(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Criterion.parse(text))
        .withMessage("could not parse criteria target value");
  }

  @ParameterizedTest
  @CsvSource({
    "<600,     599.9, 5,   true",
    "<600,     600,   5,   false",
    "<=+10%,   8.8,   8,   true",
    "<=10%,    8.9,   8,   false",
    ">=-5%,    4.75,  5,   true",
    "<=+2,     7,     5,   true",
    "<--5,     9.9,   5,   true",
    "=0%,      5,     5,   true",
    "<0x1p4,   15.9,  0,   true",
    "<1_000,   999,   0,   true",
  })
  void comparesWithItsTarget(String text, double measured, double earlier, boolean met) {
    assertThat(Criterion.parse(text).isMetBy(measured, OptionalDouble.of(earlier)))
        .isEqualTo(met);
  }

  @Test
  void isMetByTheFirstEvaluationWhenRelative() {
    assertThat(Criterion.parse("<=+10%").isMetBy(1000, OptionalDouble.empty())).isTrue();
    assertThat(Criterion.parse("<=+10%").target(OptionalDouble.empty())).isZero();
  }
}
