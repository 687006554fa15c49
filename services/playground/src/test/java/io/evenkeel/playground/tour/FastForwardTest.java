package io.evenkeel.playground.tour;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FastForwardTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      a/shipyard.yaml    | timeframe: "2m"           | timeframe: "1m"
      a/shipyard.yaml    | timeframe: 1h30m          | timeframe: 1m
      a/shipyard.yaml    | timeframe: '90s'          | timeframe: '1m'
      a/shipyard.yaml    | timeframe: "1m"           | timeframe: "1m"
      a/shipyard.yaml    | timeframe: "60s"          | timeframe: "60s"
      locust/locust.conf | run-time = 1m             | run-time = 5s
      locust/locust.conf | run-time=90               | run-time=5s
      locust/locust.conf | run-time = 3s             | run-time = 3s
      locust/locust.conf | users = 10                | users = 10
      locust/basic.py    | wait = between(5, 15)     | wait = between(0.42, 1.25)
      slo.yaml           | timeframe: "2m"           | timeframe: "2m"
      """)
  void onlyRunTimesWaitsAndWindowsAreShortened(String name, String text, String expected) {
    assertThat(FastForward.shorten(name, text)).isEqualTo(expected);
  }
}
