package io.evenkeel.gateway;

import io.evenkeel.gateway.access.ApiToken;
import io.evenkeel.gateway.access.Denial;
import io.evenkeel.gateway.access.FailedAttempts;
import io.evenkeel.gateway.access.Sessions;
import io.evenkeel.gateway.bridge.SessionCookie;
import io.evenkeel.gateway.contract.PathTemplate;
import io.evenkeel.gateway.http.Answers;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;

/**
 * Lets a request pass that carries the token, or the cookie of a signed-in browser on this site.
 *
 * <p>Source: rest-api.md §2.1. A request without any token is not a guess and is not counted.
 */
final class Authentication implements Handler<RoutingContext> {

  private static final PathTemplate AUTH = PathTemplate.of("/api/v1/auth");

  private final ApiToken token;
  private final FailedAttempts attempts;
  private final Sessions sessions;
  private final Clock clock;

  Authentication(ApiToken token, FailedAttempts attempts, Sessions sessions, Clock clock) {
    this.token = token;
    this.attempts = attempts;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext exchange) {
    String given = exchange.request().getHeader("x-token");
    if (given != null && !given.isEmpty()) {
      byToken(exchange, given);
    } else if (sessions.isOpen(SessionCookie.read(exchange.request()), clock.millis())) {
      bySession(exchange);
    } else {
      Answers.send(exchange, Denial.missingToken(Exchange.path(exchange)));
    }
  }

  private void byToken(RoutingContext exchange, String given) {
    String peer = exchange.request().remoteAddress().host();
    if (token.accepts(given)) {
      attempts.forget(peer);
      exchange.next();
    } else if (attempts.allow(peer, clock.millis())) {
      Answers.send(exchange, Denial.wrongToken(Exchange.path(exchange)));
    } else {
      tooMany(exchange);
    }
  }

  private static void bySession(RoutingContext exchange) {
    if (SessionCookie.isSafe(exchange.request())) {
      exchange.next();
    } else {
      Answers.send(exchange, Denial.FOREIGN);
    }
  }

  private static void tooMany(RoutingContext exchange) {
    exchange.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    if (AUTH.match(Exchange.path(exchange)).isPresent()) {
      Answers.text(exchange, 429, "Too Many Requests");
    } else {
      Answers.send(exchange, Denial.tooManyAttempts());
    }
  }
}
