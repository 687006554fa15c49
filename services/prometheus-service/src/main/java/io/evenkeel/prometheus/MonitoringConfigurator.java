package io.evenkeel.prometheus;

import io.evenkeel.kit.Completion;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers {@code monitoring.configure} of type {@code prometheus}.
 *
 * <p>Source: prometheus.md §7, the case that no Prometheus is found in the cluster: nothing in the
 * cluster is changed, and the message says so.
 */
final class MonitoringConfigurator {

  private static final String TASK = "configure-monitoring";
  private static final String DONE = "Prometheus is now the SLI provider of project %s; its scrape"
      + " jobs and alert rules were left as they are";

  private final Clock clock;

  MonitoringConfigurator(Clock clock) {
    this.clock = clock;
  }

  Completion onConfigure(KeptnEvent configure) {
    if (!PrometheusVerticle.PROVIDER.equals(Json.get(configure.data(), "type"))) {
      return Completion.nothing();
    }
    Map<String, Object> finished = new LinkedHashMap<>(CommonData.scope(configure));
    finished.put("status", "succeeded");
    finished.put("result", "pass");
    finished.put("message", DONE.formatted(configure.project()));
    return Completion.publish(
        answer(configure, "started", CommonData.of(configure)),
        answer(configure, "finished", finished));
  }

  private KeptnEvent answer(KeptnEvent configure, String kind, Map<String, Object> data) {
    return new KeptnEvent(
        configure.derivedId(PrometheusVerticle.NAME + "/" + kind),
        EventType.task(TASK, kind),
        PrometheusVerticle.NAME,
        clock.instant(),
        configure.context(),
        configure.id(),
        "",
        KeptnEvent.SPEC_VERSION,
        "application/json",
        null,
        data);
  }
}
