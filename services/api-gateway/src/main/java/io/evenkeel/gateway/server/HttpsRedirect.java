package io.evenkeel.gateway.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;

/**
 * Answers plain HTTP with the https address (308: the method stays what it was), and ends the
 * connection.
 */
public final class HttpsRedirect implements Handler<HttpServerRequest> {

  private static final int HTTPS = 443;

  private final int port;

  /** {@code port} is where https is spoken. */
  public HttpsRedirect(int port) {
    this.port = port;
  }

  @Override
  public void handle(HttpServerRequest request) {
    HostAndPort asked = request.authority();
    request.response().putHeader(HttpHeaders.CONNECTION, "close");
    if (asked == null || !request.uri().startsWith("/")) {
      request.response().setStatusCode(400).end("this port only leads to https\n");
      return;
    }
    String authority = port == HTTPS ? asked.host() : asked.host() + ":" + port;
    request
        .response()
        .setStatusCode(308)
        .putHeader(HttpHeaders.LOCATION, "https://" + authority + request.uri())
        .end();
  }
}
