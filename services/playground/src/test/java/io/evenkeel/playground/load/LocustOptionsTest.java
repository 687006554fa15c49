package io.evenkeel.playground.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocustOptionsTest {

  private static final String CONFIG = """
      # the tutorial's
      [runtime settings]
      locustfile = /locust/locust.py
      headless = true
      users = 10
      run-time = 1m
      """;

  @Test
  void theCommandLineBeatsTheEnvironmentWhichBeatsTheFile() {
    LocustOptions options = read(
        Map.of("LOCUST_USERS", "20", "LOCUST_RUN_TIME", "5s"),
        "--config",
        "/keptn/locust.conf",
        "-f",
        "/keptn/basic.py",
        "-t",
        "2s",
        "--only-summary");

    assertThat(options.locustfile()).isEqualTo("/keptn/basic.py");
    assertThat(options.users()).isEqualTo(20);
    assertThat(options.runTime()).contains(Duration.ofSeconds(2));
    assertThat(options.onlySummary()).isTrue();
    assertThat(options.spawnRate()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"20, 20", "90s, 90", "3m, 180", "2h, 7200", "1h20m, 4800", "3h30m10s, 12610"})
  void runTimesAreReadAsLocustReadsThem(String text, long seconds) {
    assertThat(read(Map.of(), "--headless", "--run-time=" + text).runTime())
        .contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --frobnicate                     | error: unrecognized arguments: --frobnicate
      --headless --users               | error: argument --users: expected one argument
      --headless -u ten                | error: argument --users: invalid value: 'ten'
      --headless -t soon               | Valid --run-time formats are
      -u 3                             | without --headless
      --config /keptn/none.conf        | Unable to open config file: /keptn/none.conf
      """)
  void wrongOptionsAreRefused(String arguments, String reason) {
    assertThatThrownBy(() -> read(Map.of(), arguments.split(" ", -1)))
        .isInstanceOf(LocustException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anUnknownKeyOfTheFileIsRefusedWithItsLine() {
    assertThatThrownBy(() -> LocustOptions.read(
            List.of("--config", "a.conf"), Map.of(), path -> Optional.of("users = 1\nfoo = 2")))
        .hasMessage("error: a.conf:2: unrecognized option foo");
  }

  private static LocustOptions read(Map<String, String> env, String... arguments) {
    return LocustOptions.read(
        List.of(arguments),
        env,
        path -> path.equals("/keptn/locust.conf") ? Optional.of(CONFIG) : Optional.empty());
  }
}
