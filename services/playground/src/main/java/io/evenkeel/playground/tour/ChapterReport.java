package io.evenkeel.playground.tour;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one chapter went.
 *
 * @param verdicts the evaluations it saw, in their order
 * @param pods running pods per stage at its end
 */
public record ChapterReport(
    int number,
    String title,
    Duration took,
    List<Expectation> expectations,
    List<Verdict> verdicts,
    Map<String, Integer> pods) {

  public ChapterReport {
    expectations = List.copyOf(expectations);
    verdicts = List.copyOf(verdicts);
    pods = Map.copyOf(pods);
  }

  /** Whether every expectation held. */
  public boolean ok() {
    return expectations.stream().allMatch(Expectation::holds);
  }
}
