package io.evenkeel.playground.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RatesPropertiesTest {

  private static final long STEP = 1_000;

  @Property
  void aCounterNeverHasANegativeRate(
      @ForAll @Size(min = 2, max = 30) List<@IntRange(max = 1000) Integer> values) {
    double rate =
        Rates.perSecond(series(values), -1, values.size() * STEP, true).orElseThrow();

    assertThat(rate).isNotNegative();
  }

  @Property
  void aSteadyCounterHasItsSlopeAsRateWhereverTheWindowEnds(
      @ForAll @IntRange(min = 1, max = 50) int slope,
      @ForAll @IntRange(min = 3, max = 60) int count,
      @ForAll @IntRange(max = 999) int phase) {
    // Starts well above zero, so that the extrapolation is not stopped there.
    List<Integer> values = java.util.stream.IntStream.range(0, count)
        .mapToObj(at -> 10_000 + at * slope)
        .toList();
    long end = (count - 1) * STEP + phase;

    double rate = Rates.perSecond(series(values), phase - 1000L, end, true).orElseThrow();

    assertThat(rate).isCloseTo(slope, within(slope * 1e-9));
  }

  @Property
  void whatARestartLosesIsAddedBack(
      @ForAll @Size(min = 2, max = 20) List<@IntRange(max = 100) Integer> steps,
      @ForAll @IntRange(min = 1, max = 19) int restart) {
    List<Integer> steady = new java.util.ArrayList<>();
    List<Integer> restarted = new java.util.ArrayList<>();
    int total = 1000;
    int since = 1000;
    for (int at = 0; at < steps.size(); at++) {
      total += steps.get(at);
      since = at == restart ? steps.get(at) : since + steps.get(at);
      steady.add(total);
      restarted.add(since);
    }
    long end = (steps.size() - 1) * STEP;

    assertThat(Rates.change(series(restarted), -1, end, true).orElseThrow())
        .isCloseTo(Rates.change(series(steady), -1, end, true).orElseThrow(), within(1e-6));
  }

  @Property
  void aQuantileLiesBetweenTheSmallestAndTheLargest(
      @ForAll @Size(min = 1, max = 50) List<Integer> values,
      @ForAll @IntRange(max = 100) int percent) {
    double[] numbers = values.stream().mapToDouble(Integer::doubleValue).toArray();

    double rounding = 1e-9 * Math.max(1, Math.abs(Statistics.min(numbers)));
    assertThat(Statistics.quantile(percent / 100.0, numbers))
        .isBetween(Statistics.min(numbers) - rounding, Statistics.max(numbers) + rounding);
  }

  private static Series series(List<Integer> values) {
    return new Series(
        Labels.NONE,
        java.util.stream.IntStream.range(0, values.size())
            .mapToLong(at -> at * STEP)
            .toArray(),
        values.stream().mapToDouble(Integer::doubleValue).toArray());
  }
}
