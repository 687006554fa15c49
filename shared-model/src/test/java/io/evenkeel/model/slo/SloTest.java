package io.evenkeel.model.slo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SloTest {

  @Test
  void readsEveryKey() {
    Slo slo = Slo.parse("""
        ---
        spec_version: "1.0"
        filter:
          handler: "OrderController"
          shard: 7
        comparison:
          compare_with: several_results
          number_of_comparison_results: 4
          include_result_with_score: Pass_Or_Warn
          aggregate_function: p90
        objectives:
          - sli: rt_p95
            displayName: "Response time P95"
            key_sli: yes
            weight: 2.9
            pass:
              - criteria: ["<=+10%", "<600"]
              - criteria: ["<200"]
            warning:
              - criteria: ["<=800"]
          - sli: throughput
        total_score:
          pass: 90%
          warning: 75.5
        ---
        another: [document
        """);

    assertThat(slo.filter()).isEqualTo(Map.of("handler", "OrderController", "shard", "7"));
    assertThat(slo.comparison().limit()).isEqualTo(4);
    assertThat(slo.comparison().results()).containsExactlyInAnyOrder("pass", "warning");
    assertThat(slo.indicators()).containsExactly("rt_p95", "throughput");
    assertThat(slo.objectives().get(0))
        .isEqualTo(new Objective(
            "rt_p95",
            "Response time P95",
            new Criteria(List.of(List.of("<=+10%", "<600"), List.of("<200"))),
            new Criteria(List.of(List.of("<=800"))),
            2,
            true));
    assertThat(slo.objectives().get(1).isInformative()).isTrue();
    assertThat(slo.objectives().get(1).weight()).isEqualTo(1);
    assertThat(slo.total()).isEqualTo(new TotalScore("90%", "75.5"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                             | 1",
        "comparison:                                    | 1",
        "comparison: {}                                 | 3",
        "comparison: {compare_with: single_result}      | 1",
        "comparison: {compare_with: several_results}    | 3",
        "comparison: {number_of_comparison_results: 7}  | 3",
        "comparison: {compare_with: several_results, number_of_comparison_results: 7} | 7",
      })
  void defaultsTheNumberOfEarlierEvaluations(String yaml, int limit) {
    assertThat(Slo.parse(yaml).comparison().limit()).isEqualTo(limit);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objectives: {sli: a}                       | line 1: objectives must be a list",
        "objectives: [{pass: [{criteria: '<10'}]}]  | line 1: criteria must be a list",
        "objectives: [{sli: a, weight: '2'}]        | line 1: weight must be a number",
        "objectives: [{sli: a, weight: two}]        | line 1: weight must be a number",
        "objectives: [{sli: a, key_sli: 'true'}]    | line 1: key_sli must be true or false",
        "objectives: [{sli: a, sli: b}]             | line 1: \"sli\" is there twice",
        "filter: {a: {b: c}}                        | line 1: a must be a single value",
        "comparison: single_result                  | line 1: comparison must be a mapping",
        "invalid                                    | line 1: the file must be a mapping",
        "[a, b]                                     | line 1: the file must be a mapping",
      })
  void saysWhatIsWrongInWhichLine(String yaml, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> Slo.parse(yaml)).withMessage(message);
  }

  @Test
  void resolvesAnchors() {
    Slo slo = Slo.parse("""
        objectives:
          - &base {sli: a, weight: 3, pass: [{criteria: ["<5"]}]}
          - {<<: *base, sli: b}
        """);

    assertThat(slo.objectives()).extracting(Objective::weight).containsExactly(3, 3);
    assertThat(slo.indicators()).containsExactly("a", "b");
  }
}
