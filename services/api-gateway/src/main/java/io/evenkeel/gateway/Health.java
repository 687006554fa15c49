package io.evenkeel.gateway;

import io.evenkeel.gateway.http.Answers;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Readiness;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Probes: the process runs; it may be given work. */
final class Health {

  private final Readiness readiness;

  Health(Readiness readiness) {
    this.readiness = readiness;
  }

  /** The process runs. */
  void live(RoutingContext exchange) {
    Answers.send(exchange, ApiResponse.json(200, Map.of("status", "UP")));
  }

  /** It has started, does not drain, and its store can be read; else 503 and why not. */
  void ready(RoutingContext exchange) {
    readiness
        .problem()
        .onSuccess(problem -> problem.ifPresentOrElse(
            reason -> Answers.send(exchange, ApiResponse.error(503, reason)),
            () -> live(exchange)));
  }
}
