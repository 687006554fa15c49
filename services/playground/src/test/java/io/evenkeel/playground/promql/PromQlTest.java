package io.evenkeel.playground.promql;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.playground.promql.Value.InstantVector;
import io.evenkeel.playground.promql.Value.Scalar;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a query yields at 60 s of {@link #DATA}; several samples are joined by {@code ;}. */
class PromQlTest {

  private static final TestData DATA = TestData.of(
      "requests{pod=\"a\", code=\"200\"} 0 10 20 30 40 50 60",
      "requests{pod=\"b\", code=\"200\"} 0 20 40 60 80 100 120",
      "requests{pod=\"a\", code=\"500\"} 0 1 2 3 4 5 6",
      "seconds{pod=\"a\", code=\"200\"} 0 1 2 3 4 5 6",
      "seconds{pod=\"b\", code=\"200\"} 0 4 8 12 16 20 24",
      "restarted{pod=\"a\"} 50 60 70 5 15 25 35",
      "memory{pod=\"a\"} 3 1 4 1 5 9 2",
      "gone{pod=\"a\"} 1 2 3 4 5 6 stale",
      "sparse{pod=\"a\"} _ _ _ 7 _ _ _",
      "latency_bucket{le=\"0.1\"} 0 0 0 0 0 0 50",
      "latency_bucket{le=\"0.5\"} 0 0 0 0 0 0 90",
      "latency_bucket{le=\"+Inf\"} 0 0 0 0 0 0 100");

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      1 + 2 * 3                                        | 7
      (1 + 2) * 3                                      | 9
      2 ^ 3 ^ 2                                        | 512
      -2 ^ 2                                           | -4
      10 - 3 - 2                                       | 5
      7 % 4                                            | 3
      1 / 0                                            | Inf
      0x1f + 1e1 + .5                                  | 41.5
      1 < bool 2                                       | 1
      time()                                           | 60
      scalar(memory)                                   | 2
      scalar(requests)                                 | NaN
      """)
  void evaluatesNumbers(String query, String expected) {
    Value value = PromQl.instant(PromQl.parse(query), DATA, TestData.NOW);

    assertThat(text(((Scalar) value).value())).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} = {1}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      requests                                         | 60; 120; 6
      requests{code="200"}                             | 60; 120
      requests{code!="200"}                            | 6
      requests{code=~"2.."}                            | 60; 120
      requests{code=~"2"}                              |
      requests{code!~"2..",pod="a"}                    | 6
      {__name__="memory"}                              | 2
      {__name__=~"mem.*"}                              | 2
      requests{missing=""}                             | 60; 120; 6
      memory offset 10s                                | 9
      memory offset -10s                               | 2
      memory{pod='a'} # comment                        | 2
      gone                                             |
      gone offset 10s                                  | 6
      sparse                                           | 7
      unknown                                          |
      rate(requests{code="200"}[60s])                  | 1; 2
      rate(requests{code="200"}[1m])                   | 1; 2
      increase(requests{code="500"}[60s])              | 6
      increase(restarted[60s])                         | 54
      irate(restarted[60s])                            | 1
      delta(memory[60s])                               | 1.2
      idelta(memory[60s])                              | -7
      resets(restarted[2m])                            | 1
      changes(memory[2m])                              | 6
      rate(sparse[60s])                                |
      avg_over_time(memory[30s])                       | 5.333333
      max_over_time(memory[30s])                       | 9
      min_over_time(memory[30s])                       | 2
      sum_over_time(memory[30s])                       | 16
      count_over_time(memory[30s])                     | 3
      last_over_time(gone[60s])                        | 6
      quantile_over_time(0.5, memory[30s])             | 5
      sum(requests)                                    | 186
      sum by (pod) (requests)                          | 66; 120
      sum(requests) by (pod)                           | 66; 120
      sum without (code) (requests)                    | 66; 120
      avg(requests{code="200"})                        | 90
      min(requests)                                    | 6
      max(requests)                                    | 120
      count(requests)                                  | 3
      quantile(0.5, requests)                          | 60
      topk(2, requests)                                | 120; 60
      bottomk(1, requests)                             | 6
      requests > 10                                    | 60; 120
      requests > bool 10                               | 1; 1; 0
      10 < requests                                    | 60; 120
      requests / 2                                     | 30; 60; 3
      -memory                                          | -2
      abs(-memory)                                     | 2
      clamp_max(requests, 50)                          | 50; 50; 6
      clamp_min(requests, 50)                          | 60; 120; 50
      clamp(requests, 10, 100)                         | 60; 100; 10
      round(vector(2.5))                               | 3
      vector(1)                                        | 1
      absent(unknown)                                  | 1
      absent(memory)                                   |
      unknown or vector(0)                             | 0
      memory or vector(0)                              | 2; 0
      requests and memory                              |
      requests and on (pod) memory                     | 60; 6
      requests unless on (pod) memory                  | 120
      seconds / requests                               | 0.1; 0.2
      requests{code="500"} / ignoring (code) memory    | 3
      histogram_quantile(0.5, latency_bucket)          | 0.1
      histogram_quantile(0.7, latency_bucket)          | 0.3
      histogram_quantile(0.95, latency_bucket)         | 0.5
      histogram_quantile(1.1, latency_bucket)          | Inf
      """)
  void evaluatesVectors(String query, String expected) {
    Value value = PromQl.instant(PromQl.parse(query), DATA, TestData.NOW);

    List<String> values = ((InstantVector) value)
        .samples().stream().map(sample -> text(sample.value())).toList();
    assertThat(String.join("; ", values)).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void aRatioOfRatesOfTwoPodsIsPairedByPodBeforeItIsSummed() {
    assertThat(labels("rate(seconds{code=\"200\"}[60s]) / rate(requests{code=\"200\"}[60s])"))
        .containsExactly("{code=\"200\", pod=\"a\"}", "{code=\"200\", pod=\"b\"}");
    assertThat(labels("sum(rate(seconds{code=\"200\"}[60s]) / rate(requests{code=\"200\"}[60s]))"))
        .containsExactly("{}");
  }

  @Test
  void aFilteringComparisonKeepsTheMetricsName() {
    assertThat(labels("memory > 1")).containsExactly("{__name__=\"memory\", pod=\"a\"}");
    assertThat(labels("memory > bool 1")).containsExactly("{pod=\"a\"}");
  }

  @Test
  void aRangeQueryYieldsOnePointAStepWhereThereIsAValue() {
    List<Series> series =
        PromQl.range(PromQl.parse("gone * 2"), DATA, 0, TestData.NOW, TestData.STEP);

    assertThat(series).singleElement().satisfies(one -> {
      assertThat(one.labels()).hasToString("{pod=\"a\"}");
      assertThat(one.values()).containsExactly(2, 4, 6, 8, 10, 12);
      assertThat(one.time(5)).isEqualTo(50_000);
    });
  }

  private static List<String> labels(String query) {
    Value value = PromQl.instant(PromQl.parse(query), DATA, TestData.NOW);
    return ((InstantVector) value)
        .samples().stream().map(sample -> sample.labels().toString()).toList();
  }

  private static String text(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "Inf" : "-Inf";
    }
    return Double.isNaN(value)
        ? "NaN"
        : new java.math.BigDecimal(String.format(Locale.ROOT, "%.6f", value))
            .stripTrailingZeros()
            .toPlainString();
  }
}
