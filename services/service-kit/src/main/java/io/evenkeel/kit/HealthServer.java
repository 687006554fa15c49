package io.evenkeel.kit;

import io.evenkeel.kit.metrics.Metric;
import io.evenkeel.kit.metrics.Metrics;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;

/**
 * What those who run an installation ask a process, on a port of its own that is not for clients:
 * {@code GET /health/live} and {@code GET /health/ready}, both {@code {"status": "UP"}} or 503 with
 * a {@code message}, and {@code GET /metrics}. No token is asked for.
 */
public final class HealthServer {

  /** What {@code /metrics} answers with. */
  public static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Vertx vertx;
  private final String name;
  private final Readiness readiness;
  private final Metrics metrics;

  private HealthServer(Vertx vertx, String name, Readiness readiness, Metrics metrics) {
    this.vertx = vertx;
    this.name = name;
    this.readiness = readiness;
    this.metrics = metrics;
  }

  /** Listens at {@code EVENKEEL_HEALTH_PORT} (0 is any free port), if there is one. */
  public static Future<Optional<HttpServer>> start(
      Vertx vertx, String name, Readiness readiness, Metrics metrics, Settings settings) {
    int port = settings.number(-1, "EVENKEEL_HEALTH_PORT");
    String host = settings.text("127.0.0.1", "EVENKEEL_HEALTH_HOST");
    metrics.gauge(Metric.READY, () -> readiness.isServing() ? 1 : 0);
    return port < 0
        ? Future.succeededFuture(Optional.empty())
        : new HealthServer(vertx, name, readiness, metrics).listen(host, port).map(Optional::of);
  }

  private Future<HttpServer> listen(String host, int port) {
    return vertx
        .createHttpServer(new HttpServerOptions().setCompressionSupported(true))
        .requestHandler(this::handle)
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
      case "/metrics" ->
        metrics
            .scrape(vertx)
            .onSuccess(text ->
                request.response().putHeader("Content-Type", METRICS_TYPE).end(text))
            .onFailure(cause -> answer(request, 503, Map.of("message", String.valueOf(cause))));
      default ->
        answer(
            request, 404, Map.of("message", "there are /health/live, /health/ready and /metrics"));
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
