package io.evenkeel.playground.demo;

import io.evenkeel.playground.images.ContainerLog;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * One pod of the demo service, on a loopback port of its own: {@code GET /} takes the version's
 * service time and longer under load, {@code GET /metrics} and {@code GET /healthz} answer at once.
 */
final class DemoServerVerticle extends VerticleBase {

  private static final String TEXT = "text/plain; charset=utf-8";

  /** What nginx calls "client closed request". */
  private static final int CLIENT_GONE = 499;

  private final DemoVersion version;
  private final String pod;
  private final ContainerLog log;
  private final RequestMetrics metrics;
  private Workers workers;
  private HttpServer server;

  @SuppressWarnings("NullAway.Init") // Vert.x calls init and start before anything else.
  DemoServerVerticle(DemoVersion version, String pod, ContainerLog log) {
    this.version = version;
    this.pod = pod;
    this.log = log;
    this.metrics = new RequestMetrics(version.tag());
  }

  /** The loopback port; known once the verticle is deployed. */
  int port() {
    return server.actualPort();
  }

  @Override
  public Future<?> start() {
    workers = new Workers(vertx, version.serviceTime());
    server = vertx
        .createHttpServer(
            new HttpServerOptions().setHost("127.0.0.1").setPort(0).setHttp2ClearTextEnabled(false))
        .requestHandler(this::serve);
    return server.listen();
  }

  /** Answers what is in flight, then stops listening; the caller bounds the wait. */
  @Override
  public Future<?> stop() {
    return server.shutdown();
  }

  private void serve(HttpServerRequest request) {
    switch (request.path()) {
      case "/healthz" -> request.response().putHeader("Content-Type", TEXT).end("ok\n");
      case "/metrics" ->
        request
            .response()
            .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
            .end(metrics.page());
      default -> serveMeasured(request);
    }
  }

  private void serveMeasured(HttpServerRequest request) {
    Exchange exchange = new Exchange(request);
    if (!request.path().equals("/")) {
      exchange.answer(404, "not found: " + request.path() + "\n");
    } else if (!workers.submit(() -> exchange.answer(200, greeting()))) {
      exchange.answer(503, "too many requests are waiting\n");
    }
  }

  private String greeting() {
    return "Hello from podtatoserver %s in pod %s\n".formatted(version.tag(), pod);
  }

  /** One request from its arrival to its answer, or to the moment the client gave up. */
  private final class Exchange {

    private final HttpServerRequest request;
    private final long start = System.nanoTime();
    private boolean over;

    Exchange(HttpServerRequest request) {
      this.request = request;
      metrics.started();
      request.response().closeHandler(gone -> record(CLIENT_GONE));
    }

    void answer(int status, String body) {
      if (!over) {
        record(status);
        request.response().setStatusCode(status).putHeader("Content-Type", TEXT).end(body);
      }
    }

    private void record(int status) {
      if (over) {
        return;
      }
      over = true;
      String route = request.path().equals("/") ? "/" : "other";
      double seconds = (System.nanoTime() - start) / 1e9;
      metrics.finished(request.method().name(), route, status, seconds);
      if (status >= 400) {
        log.print("%s %s %d".formatted(request.method(), request.path(), status));
      }
    }
  }
}
