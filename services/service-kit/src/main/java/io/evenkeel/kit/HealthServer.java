package io.evenkeel.kit;

import io.evenkeel.model.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;

/**
 * What probes ask a service that has no API of its own: {@code GET /health/live} and {@code GET
 * /health/ready}, both {@code {"status": "UP"}} or 503 with a {@code message}.
 */
final class HealthServer {

  private final String name;
  private final Readiness readiness;

  private HealthServer(String name, Readiness readiness) {
    this.name = name;
    this.readiness = readiness;
  }

  /** Listens; 0 is any free port. */
  static Future<HttpServer> start(
      Vertx vertx, String name, Readiness readiness, String host, int port) {
    return vertx
        .createHttpServer()
        .requestHandler(new HealthServer(name, readiness)::handle)
        .listen(port, host)
        .recover(cause -> Future.failedFuture(new IllegalStateException(
            ("can not listen on port %d of %s (%s); choose others with EVENKEEL_HEALTH_PORT and"
                    + " EVENKEEL_HEALTH_HOST")
                .formatted(port, host, cause.getMessage()),
            cause)));
  }

  private void handle(HttpServerRequest request) {
    switch (request.path()) {
      case "/health/live" -> answer(request, 200, Map.of("status", "UP", "service", name));
      case "/health/ready" ->
        readiness
            .problem()
            .onSuccess(problem -> problem.ifPresentOrElse(
                reason -> answer(request, 503, Map.of("status", "DOWN", "message", reason)),
                () -> answer(request, 200, ready())));
      default ->
        answer(request, 404, Map.of("message", "there are /health/live and /health/ready"));
    }
  }

  private Map<String, Object> ready() {
    boolean standby = readiness.phase() == Readiness.Phase.STANDBY;
    return Map.of("status", "UP", "service", name, "standby", standby);
  }

  private static void answer(HttpServerRequest request, int status, Map<String, Object> body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(Json.write(body));
  }
}
