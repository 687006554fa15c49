package io.evenkeel.playground.metrics;

import io.evenkeel.playground.promql.Labels;
import java.util.Map;

/**
 * One page to read regularly.
 *
 * @param labels {@code job}, {@code instance} and what else its series carry
 * @param port on loopback; the page is {@code /metrics}
 */
record ScrapeTarget(Labels labels, int port) {

  static ScrapeTarget of(String job, String instance, Map<String, String> more, int port) {
    return new ScrapeTarget(Labels.of(more).with("job", job).with("instance", instance), port);
  }

  String job() {
    return labels.get("job");
  }

  String url() {
    return "http://" + labels.get("instance") + "/metrics";
  }
}
