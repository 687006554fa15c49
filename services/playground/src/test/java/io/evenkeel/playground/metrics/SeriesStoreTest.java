package io.evenkeel.playground.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.playground.promql.LabelMatcher;
import io.evenkeel.playground.promql.Labels;
import io.evenkeel.playground.promql.PromQl;
import io.evenkeel.playground.promql.Series;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeriesStoreTest {

  private static final Labels REQUESTS = Labels.of(Map.of(Labels.NAME, "requests", "pod", "a"));
  private static final List<LabelMatcher> ALL = PromQl.parseSelector("requests");

  private final SeriesStore store = new SeriesStore(Duration.ofMinutes(1));

  @Test
  void aWindowExcludesItsStartAndIncludesItsEnd() {
    for (int second = 0; second < 10; second++) {
      store.append(REQUESTS, second * 1000L, second);
    }

    Series window = store.select(ALL, 2000, 5000).get(0);

    assertThat(LongStream.range(0, window.size()).map(at -> window.time((int) at)))
        .containsExactly(3000L, 4000L, 5000L);
  }

  @Test
  void samplesOlderThanTheRetentionAreForgottenAndSoIsASeriesWithoutAny() {
    store.append(REQUESTS, 0, 1);
    store.append(REQUESTS, 30_000, 2);

    store.prune(61_000);
    assertThat(store.select(ALL, -1, 100_000).get(0).size()).isEqualTo(1);

    store.prune(100_000);
    assertThat(store.select(ALL, -1, 100_000)).isEmpty();
  }

  @Test
  void aSampleThatIsNotNewerThanTheLastIsDropped() {
    store.append(REQUESTS, 1000, 1);
    store.append(REQUESTS, 1000, 2);
    store.append(REQUESTS, 500, 3);

    assertThat(store.select(ALL, 0, 2000).get(0).size()).isEqualTo(1);
  }

  @Test
  void anEndedSeriesHasNoValueUntilTheNextSample() {
    store.append(REQUESTS, 1000, 1);
    store.end(List.of(REQUESTS), 2000);

    assertThat(PromQl.instant(PromQl.parse("requests"), store, 1500).toString())
        .contains("value=1");
    assertThat(PromQl.instant(PromQl.parse("requests"), store, 2500).toString())
        .contains("samples=[]");
  }

  @Test
  void moreSeriesThanTheLimitAreNotTakenIn() {
    for (int pod = 0; pod < SeriesStore.SERIES_MAX; pod++) {
      assertThat(store.append(REQUESTS.with("pod", "pod-" + pod), 0, 1)).isTrue();
    }

    assertThat(store.append(REQUESTS, 0, 1)).isFalse();
    assertThat(store.append(REQUESTS.with("pod", "pod-7"), 1, 1)).isTrue();
  }

  @Property(tries = 50)
  void whateverIsDroppedTheRestStaysInOrder(
      @ForAll @IntRange(min = 1, max = 500) int count, @ForAll @IntRange(max = 600) int dropEvery) {
    SampleBuffer buffer = new SampleBuffer();
    for (int time = 0; time < count; time++) {
      buffer.append(time, time * 2);
      if (dropEvery > 0 && time % dropEvery == dropEvery - 1) {
        buffer.dropBefore(time - 10);
      }
    }

    Series all = buffer.window(REQUESTS, -1, count);

    assertThat(all.time(all.size() - 1)).isEqualTo(count - 1);
    for (int at = 0; at < all.size(); at++) {
      assertThat(all.value(at)).isEqualTo(all.time(at) * 2.0);
      assertThat(all.time(at)).isEqualTo(all.time(0) + at);
    }
  }
}
