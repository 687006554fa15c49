package io.evenkeel.playground.tour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastForwardTest {

  @ParameterizedTest
  @CsvSource({
    "run-time = 1m, run-time = 5s",
    "run-time=90, run-time=5s",
    "run-time = 3s, run-time = 3s"
  })
  void loadsTakeFiveSeconds(String runTime, String expected) {
    assertThat(FastForward.shorten("locust/locust.conf", "spawn-rate = 1\n" + runTime))
        .isEqualTo("spawn-rate = 1\n" + expected);
  }

  @Test
  void visitorsReturnTwelveTimesAsOften() {
    assertThat(FastForward.shorten("locust/basic.py", "wait_time = between(5, 15)"))
        .isEqualTo("wait_time = between(0.42, 1.25)");
  }

  @Test
  void otherFilesStayAsTheyAre() {
    assertThat(FastForward.shorten("slo.yaml", "timeframe: 2m")).isEqualTo("timeframe: 2m");
  }

  @Test
  void evaluationsLookAtTheirOwnTestInstead() {
    String shipyard = """
        tasks:
          - name: evaluation
            properties:
              timeframe: "2m"

          - name: other
            properties:
              timeframe: 5m
              strategy: x
          - name: last
            properties:
              timeframe: 1m""";

    assertThat(FastForward.shorten("a/shipyard.yaml", shipyard)).isEqualTo("""
            tasks:
              - name: evaluation

              - name: other
                properties:
                  strategy: x
              - name: last""");
  }

  @Test
  void visitorsComeSoonerUnlessTheFileSaysWhen() {
    assertThat(FastForward.shorten("locust.conf", "run-time = 1m\n"))
        .isEqualTo("run-time = 5s\nspawn-rate = 5\n");
    assertThat(FastForward.shorten("locust.conf", "spawn-rate = 2\nrun-time = 1m\n"))
        .isEqualTo("spawn-rate = 2\nrun-time = 5s\n");
  }
}
