package io.evenkeel.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {

  private static final long MILLI = 1_000_000;

  @Test
  void aPercentileIsTheSmallestSampleThatThatShareDoesNotExceed() {
    Latencies latencies = new Latencies();
    for (int millis = 2000; millis >= 1; millis--) {
      latencies.add(millis * MILLI);
    }

    assertThat(latencies.percentile(0.5)).isEqualTo(1000);
    assertThat(latencies.percentile(0.99)).isEqualTo(1980);
    assertThat(latencies.percentile(1)).isEqualTo(2000);
    assertThat(new Latencies().percentile(0.5)).isNaN();
  }

  @Test
  void processorTimeIsSplitAndWhatOthersTookIsTheRest() {
    Usage before = new Usage(0, 1, 2, 3, 100);
    Usage after = new Usage(10_000 * MILLI, 3, 3, 4, 112);

    List<Figure> figures = after.since(before).perThing(1000, 3);

    assertThat(figures.stream().map(figure -> figure.name() + " " + figure.value()))
        .containsExactly(
            "cpu_ms 4.0",
            "cpu_ms_server 2.0",
            "cpu_ms_database 1.0",
            "cpu_ms_client 1.0",
            "own_cores 0.4",
            "other_cores 0.8");
    assertThat(figures.get(0).isMissed()).isTrue();
  }

  @Test
  void thisProcessIsSeenToUseProcessorTimeAndMemory() {
    Processes processes = new Processes();
    processes.add(ProcessHandle.current().pid());

    Usage usage = processes.usage();

    assertThat(usage.client()).isPositive();
    assertThat(usage.server()).isGreaterThanOrEqualTo(usage.client());
    assertThat(usage.machine()).isGreaterThanOrEqualTo(usage.client());
    assertThat(processes.residentMemory()).isGreaterThan(20);
  }

  @Test
  void aMissedGoalIsSeenInTheDocumentAndInTheExitStatus() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Report report = new Report(new PrintStream(bytes, false, StandardCharsets.UTF_8), true);
    report.begin(Map.of("store", "SQLite"));
    report.scenario(
        new SingleScenario(),
        List.of(Figure.atMost("p50", 12.34567, "ms", 10), Figure.of("samples", 7, "")));

    assertThat(report.end()).isEqualTo(1);
    assertThat(Json.parseObject(bytes.toString(StandardCharsets.UTF_8)))
        .isEqualTo(Json.parseObject("""
            {"store": "SQLite", "scenarios": [{"name": "single",
             "description": "two-task sequences one at a time, start to end", "figures": [
              {"name": "p50", "value": 12.346, "unit": "ms", "goal": "≤ 10", "met": false},
              {"name": "samples", "value": 7, "unit": ""}]}]}"""));
  }
}
