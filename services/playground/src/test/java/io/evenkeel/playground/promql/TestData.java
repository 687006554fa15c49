package io.evenkeel.playground.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Series written in one line, one sample every ten seconds from time zero, the last at 60 s:
 * {@code requests{pod="a"} 0 10 20 _ 40 50 stale}; {@code _} is a missing sample.
 */
final class TestData implements SampleSource {

  static final long STEP = 10_000;
  static final long NOW = 60_000;

  private final List<Series> series = new ArrayList<>();

  static TestData of(String... lines) {
    TestData data = new TestData();
    for (String line : lines) {
      data.add(line);
    }
    return data;
  }

  private void add(String line) {
    int end = line.contains("}") ? line.indexOf('}') + 1 : line.indexOf(' ');
    Map<String, String> labels = new java.util.TreeMap<>();
    PromQl.parseSelector(line.substring(0, end))
        .forEach(matcher -> labels.put(matcher.label(), matcher.value()));
    String[] words = line.substring(end).trim().split(" +", -1);
    int[] present =
        IntStream.range(0, words.length).filter(at -> !words[at].equals("_")).toArray();
    series.add(new Series(
        Labels.of(labels),
        IntStream.of(present).mapToLong(at -> at * STEP).toArray(),
        IntStream.of(present).mapToDouble(at -> number(words[at])).toArray()));
  }

  private static double number(String word) {
    return word.equals("stale") ? Series.STALE : Double.parseDouble(word);
  }

  @Override
  public List<Series> select(List<LabelMatcher> matchers, long from, long to) {
    return series.stream()
        .filter(one -> matchers.stream().allMatch(matcher -> matcher.matches(one.labels())))
        .map(one -> window(one, from, to))
        .toList();
  }

  private static Series window(Series all, long from, long to) {
    int[] inside = IntStream.range(0, all.size())
        .filter(at -> all.time(at) > from && all.time(at) <= to)
        .toArray();
    return new Series(
        all.labels(),
        IntStream.of(inside).mapToLong(all::time).toArray(),
        IntStream.of(inside).mapToDouble(all::value).toArray());
  }
}
