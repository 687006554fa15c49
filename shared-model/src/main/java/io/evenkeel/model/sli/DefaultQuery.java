package io.evenkeel.model.sli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The queries of the five indicators that need no {@code sli.yaml}.
 *
 * <p>Source: prometheus.md §3.2.
 */
final class DefaultQuery {

  private static final String PERCENTILE =
      "histogram_quantile(%s,sum(rate(http_response_time_milliseconds_bucket{F}[D]))by(le))";

  /** {@code F} stands for the label matchers, {@code D} for the duration. */
  private static final Map<String, String> TEMPLATES = Map.of(
      "throughput",
      "sum(rate(http_requests_total{F}[D]))",
      "error_rate",
      "sum(rate(http_requests_total{F,status!~'2..'}[D]))/sum(rate(http_requests_total{F}[D]))",
      "response_time_p50",
      PERCENTILE.formatted("0.50"),
      "response_time_p90",
      PERCENTILE.formatted("0.90"),
      "response_time_p95",
      PERCENTILE.formatted("0.95"));

  private DefaultQuery() {}

  static Optional<String> of(String indicator, SliRequest request, SliWindow window) {
    return Optional.ofNullable(TEMPLATES.get(indicator)).map(template -> template
        .replace("[D]", "[" + window.duration() + "]")
        .replace("{F", "{" + matchers(request)));
  }

  private static String matchers(SliRequest request) {
    List<String> matchers = new ArrayList<>();
    if (request.filters().stream().noneMatch(filter -> filter.key().equals("job"))) {
      matchers.add(
          "job='%s-%s-%s-canary'".formatted(request.service(), request.project(), request.stage()));
    }
    request.filters().forEach(filter -> matchers.add(filter.matcher()));
    return String.join(",", matchers);
  }
}
