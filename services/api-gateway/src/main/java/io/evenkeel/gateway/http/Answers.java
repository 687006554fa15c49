package io.evenkeel.gateway.http;

import io.evenkeel.kit.ApiResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Writes answers; one that comes too late, because the client has gone, is dropped. */
public final class Answers {

  private Answers() {}

  /** JSON, or nothing but the status. */
  public static void send(RoutingContext exchange, ApiResponse answer) {
    if (answer.body().isEmpty()) {
      end(exchange, answer.status(), "", "");
    } else {
      end(exchange, answer.status(), "application/json; charset=utf-8", answer.body());
    }
  }

  public static void text(RoutingContext exchange, int status, String text) {
    end(exchange, status, "text/plain; charset=utf-8", text);
  }

  public static void html(RoutingContext exchange, String html) {
    end(exchange, 200, "text/html; charset=utf-8", html);
  }

  /** A permanent redirect (301) to an address on this server. */
  public static void moved(RoutingContext exchange, String location) {
    redirect(exchange, 301, location);
  }

  /** A redirect with any status. */
  public static void redirect(RoutingContext exchange, int status, String location) {
    exchange.response().putHeader(HttpHeaders.LOCATION, location);
    end(exchange, status, "", "");
  }

  /** Any type; {@code ""} for none. */
  public static void end(RoutingContext exchange, int status, String type, String body) {
    HttpServerResponse response = exchange.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(status);
    if (!type.isEmpty()) {
      response.putHeader(HttpHeaders.CONTENT_TYPE, type);
    }
    response.end(body);
  }
}
