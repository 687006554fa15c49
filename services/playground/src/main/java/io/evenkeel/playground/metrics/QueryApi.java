package io.evenkeel.playground.metrics;

import io.evenkeel.playground.promql.Expression;
import io.evenkeel.playground.promql.LabelMatcher;
import io.evenkeel.playground.promql.Labels;
import io.evenkeel.playground.promql.PromQl;
import io.evenkeel.playground.promql.PromQlException;
import io.evenkeel.playground.promql.SampleSource;
import io.evenkeel.playground.promql.Series;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The queries of Prometheus' HTTP API v1; each method returns what goes into {@code data}.
 *
 * <p>Source: Prometheus, "HTTP API". Failures are {@link IllegalArgumentException}s
 * ({@code bad_data}) and {@link PromQlException}s.
 */
final class QueryApi {

  private static final int POINTS_MAX = 11_000;
  private static final LabelMatcher ANY =
      PromQl.parseSelector("{__name__=~\".+\"}").get(0);

  private final SampleSource samples;

  QueryApi(SampleSource samples) {
    this.samples = samples;
  }

  JsonObject query(ApiParameters parameters) {
    Expression query = parse(parameters);
    long time = parameters.time("time", parameters.now());
    return ApiJson.instant(PromQl.instant(query, samples, time), time);
  }

  JsonObject queryRange(ApiParameters parameters) {
    long start = parameters.requiredTime("start");
    long end = parameters.requiredTime("end");
    if (end < start) {
      throw ApiParameters.invalid("end", "end timestamp must not be before start time", null);
    }
    long step = parameters.step("step");
    if ((end - start) / step >= POINTS_MAX) {
      throw new IllegalArgumentException("exceeded maximum resolution of 11,000 points per"
          + " timeseries. Try decreasing the query resolution (?step=XX)");
    }
    return ApiJson.matrix(PromQl.range(parse(parameters), samples, start, end, step));
  }

  JsonArray series(ApiParameters parameters) {
    if (parameters.all("match[]").isEmpty()) {
      throw new IllegalArgumentException("no match[] parameter provided");
    }
    JsonArray found = new JsonArray();
    matching(parameters).forEach(labels -> found.add(ApiJson.labels(labels)));
    return found;
  }

  JsonArray labelNames(ApiParameters parameters) {
    Set<String> names = new TreeSet<>();
    matching(parameters).forEach(labels -> names.addAll(labels.values().keySet()));
    return new JsonArray(List.copyOf(names));
  }

  JsonArray labelValues(String label, ApiParameters parameters) {
    Set<String> values = new TreeSet<>();
    matching(parameters).forEach(labels -> values.add(labels.get(label)));
    values.remove("");
    return new JsonArray(List.copyOf(values));
  }

  private Set<Labels> matching(ApiParameters parameters) {
    long start = parameters.time("start", 0);
    long end = parameters.time("end", parameters.now());
    Stream<List<LabelMatcher>> selectors = parameters.all("match[]").isEmpty()
        ? Stream.of(List.of(ANY))
        : parameters.all("match[]").stream().map(QueryApi::selector);
    Set<Labels> found = new LinkedHashSet<>();
    selectors
        .flatMap(matchers -> samples.select(matchers, start - 1, end).stream())
        .map(Series::labels)
        .forEach(found::add);
    return found;
  }

  private static Expression parse(ApiParameters parameters) {
    try {
      return PromQl.parse(parameters.text("query"));
    } catch (PromQlException malformed) {
      throw ApiParameters.invalid("query", String.valueOf(malformed.getMessage()), malformed);
    }
  }

  private static List<LabelMatcher> selector(String text) {
    try {
      return PromQl.parseSelector(text);
    } catch (PromQlException malformed) {
      throw ApiParameters.invalid("match[]", String.valueOf(malformed.getMessage()), malformed);
    }
  }
}
