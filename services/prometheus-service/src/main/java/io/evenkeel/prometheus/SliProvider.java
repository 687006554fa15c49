package io.evenkeel.prometheus;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.Platform;
import io.evenkeel.model.event.CommonData;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sli.PrometheusEndpoint;
import io.evenkeel.model.sli.SliFile;
import io.evenkeel.model.sli.SliFinished;
import io.evenkeel.model.sli.SliQuery;
import io.evenkeel.model.sli.SliRequest;
import io.evenkeel.model.sli.SliWindow;
import io.evenkeel.model.slo.IndicatorValue;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Answers {@code get-sli.triggered}: for each indicator the query, then its value.
 *
 * <p>Source: prometheus.md §1 to §4.
 */
final class SliProvider {

  private final Platform platform;
  private final PrometheusConfig config;
  private final PrometheusClient prometheus;
  private final SliFileClient files;

  SliProvider(Platform platform, PrometheusConfig config) {
    this.platform = platform;
    this.config = config;
    this.prometheus = new PrometheusClient(platform.vertx(), config.queryTimeout());
    this.files = new SliFileClient(platform.api());
  }

  /** Questions for other providers are not answered at all. */
  Future<Completion> onGetSli(KeptnEvent triggered) {
    SliRequest request;
    try {
      request = SliRequest.of(triggered);
    } catch (IllegalArgumentException malformed) {
      return Future.succeededFuture(failure(triggered, String.valueOf(malformed.getMessage())));
    }
    if (!request.provider().equals(PrometheusVerticle.PROVIDER)) {
      return Future.succeededFuture(Completion.nothing());
    }
    return config.endpoint().isEmpty()
        ? Future.succeededFuture(failure(
            triggered,
            "failed to get Prometheus API URL: set "
                + "EVENKEEL_PROMETHEUS_ENDPOINT to the address of a Prometheus"))
        : answer(triggered, request, config.endpoint().get());
  }

  private Future<Completion> answer(
      KeptnEvent triggered, SliRequest request, PrometheusEndpoint endpoint) {
    return files
        .read(request)
        .compose(file -> values(request, file, endpoint))
        .map(values ->
            answers(triggered, SliFinished.of(CommonData.scope(triggered), request, values)))
        .recover(cause -> reportRefusal(triggered, request, cause));
  }

  private Future<List<IndicatorValue>> values(
      SliRequest request, SliFile file, PrometheusEndpoint endpoint) {
    List<Future<IndicatorValue>> values = request.indicators().stream()
        .map(indicator -> value(indicator, request, file, endpoint))
        .toList();
    return Future.all(values).map(measured -> measured.list());
  }

  private Future<IndicatorValue> value(
      String indicator, SliRequest request, SliFile file, PrometheusEndpoint endpoint) {
    try {
      SliWindow window = SliWindow.parse(request.start(), request.end());
      return prometheus.query(
          endpoint, indicator, SliQuery.of(indicator, request, window, file), window.end());
    } catch (IllegalArgumentException undefined) {
      return Future.succeededFuture(
          IndicatorValue.failed(indicator, String.valueOf(undefined.getMessage())));
    }
  }

  private Future<Completion> reportRefusal(
      KeptnEvent triggered, SliRequest request, Throwable cause) {
    return cause instanceof IllegalArgumentException
        ? Future.succeededFuture(failure(
            triggered,
            "unable to retrieve custom queries for project %s: %s"
                .formatted(request.project(), cause.getMessage())))
        : Future.failedFuture(cause);
  }

  private Completion failure(KeptnEvent triggered, String message) {
    return answers(triggered, SliFinished.errored(CommonData.scope(triggered), message));
  }

  private Completion answers(KeptnEvent triggered, Map<String, Object> finished) {
    return Completion.publish(
        triggered.answer(
            "started",
            PrometheusVerticle.NAME,
            platform.clock().instant(),
            CommonData.of(triggered)),
        triggered.answer(
            "finished", PrometheusVerticle.NAME, platform.clock().instant(), finished));
  }
}
