package io.evenkeel.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What every answer says to browsers: nothing from elsewhere, no frames, no guessing of types. */
public final class SecurityHeaders implements Handler<RoutingContext> {

  @Override
  public void handle(RoutingContext exchange) {
    exchange
        .response()
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("Cross-Origin-Opener-Policy", "same-origin")
        .putHeader(
            "Content-Security-Policy",
            "default-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'self'")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    exchange.next();
  }
}
