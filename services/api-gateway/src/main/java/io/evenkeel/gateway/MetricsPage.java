package io.evenkeel.gateway;

import io.evenkeel.gateway.access.Caller;
import io.evenkeel.gateway.contract.Scope;
import io.evenkeel.gateway.http.Answers;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.HealthServer;
import io.evenkeel.kit.metrics.Metrics;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

/**
 * {@code GET /metrics} of this process on the public port, for whoever has a token that may read
 * everything; Prometheus sends it as {@code Authorization: Bearer}. Without one the numbers are on
 * the internal port, see {@link HealthServer}.
 */
final class MetricsPage implements Handler<RoutingContext> {

  static final String PATH = "/metrics";

  private final Vertx vertx;
  private final Metrics metrics;

  MetricsPage(Vertx vertx, Metrics metrics) {
    this.vertx = vertx;
    this.metrics = metrics;
  }

  @Override
  public void handle(RoutingContext exchange) {
    Caller caller = Exchange.caller(exchange);
    if (!caller.may(Scope.READ) || caller.isLimited()) {
      String sentence =
          "metrics are about all projects: use a token with scope read for all of them";
      Answers.send(exchange, ApiResponse.error(403, sentence));
      return;
    }
    metrics
        .scrape(vertx)
        .onSuccess(text -> Answers.end(exchange, 200, HealthServer.METRICS_TYPE, text))
        .onFailure(exchange::fail);
  }
}
