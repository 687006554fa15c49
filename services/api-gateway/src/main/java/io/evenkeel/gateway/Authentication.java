package io.evenkeel.gateway;

import io.evenkeel.gateway.access.Caller;
import io.evenkeel.gateway.access.Denial;
import io.evenkeel.gateway.access.FailedAttempts;
import io.evenkeel.gateway.access.Sessions;
import io.evenkeel.gateway.bridge.SessionCookie;
import io.evenkeel.gateway.contract.PathTemplate;
import io.evenkeel.gateway.http.Answers;
import io.evenkeel.gateway.token.CallerLookup;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets a request pass that carries a token, or the cookie of a signed-in browser on this site.
 *
 * <p>Source: rest-api.md §2.1. A request without any token is not a guess and is not counted.
 */
final class Authentication implements Handler<RoutingContext> {

  private static final PathTemplate AUTH = PathTemplate.of("/api/v1/auth");

  private static final String BEARER = "Bearer ";

  private final CallerLookup callers;
  private final FailedAttempts attempts;
  private final Sessions sessions;
  private final Clock clock;

  Authentication(CallerLookup callers, FailedAttempts attempts, Sessions sessions, Clock clock) {
    this.callers = callers;
    this.attempts = attempts;
    this.sessions = sessions;
    this.clock = clock;
  }

  @Override
  public void handle(RoutingContext exchange) {
    String given = given(exchange);
    if (!given.isEmpty()) {
      byToken(exchange, given);
    } else {
      sessions
          .token(SessionCookie.read(exchange.request()), clock.millis())
          .ifPresentOrElse(
              tokenId -> bySession(exchange, tokenId),
              () -> Answers.send(exchange, Denial.missingToken(Exchange.path(exchange))));
    }
  }

  /** Prometheus has one way to send a token, and it is not ours. */
  private static String given(RoutingContext exchange) {
    String given = exchange.request().getHeader("x-token");
    String bearer = exchange.request().getHeader(HttpHeaders.AUTHORIZATION);
    boolean standard = Exchange.path(exchange).equals(MetricsPage.PATH)
        && bearer != null
        && bearer.startsWith(BEARER);
    if (given == null && standard) {
      return bearer.substring(BEARER.length()).strip();
    }
    return given == null ? "" : given;
  }

  private void byToken(RoutingContext exchange, String given) {
    String peer = exchange.request().remoteAddress().host();
    await(exchange, callers.find(given), caller -> {
      if (caller.isPresent()) {
        attempts.forget(peer);
        letPass(exchange, caller.get());
      } else if (attempts.allow(peer, clock.millis())) {
        Answers.send(exchange, Denial.wrongToken(Exchange.path(exchange)));
      } else {
        tooMany(exchange);
      }
    });
  }

  private void bySession(RoutingContext exchange, String tokenId) {
    if (!SessionCookie.isSafe(exchange.request())) {
      Answers.send(exchange, Denial.FOREIGN);
      return;
    }
    await(
        exchange,
        callers.byId(tokenId),
        caller -> caller.ifPresentOrElse(
            found -> letPass(exchange, found),
            () -> Answers.send(exchange, Denial.missingToken(Exchange.path(exchange)))));
  }

  /** Holds the body back meanwhile, so that whoever reads it gets all of it. */
  private static void await(
      RoutingContext exchange, Future<Optional<Caller>> lookup, Consumer<Optional<Caller>> then) {
    if (lookup.succeeded()) {
      then.accept(lookup.result());
      return;
    }
    exchange.request().pause();
    lookup
        .onSuccess(caller -> {
          then.accept(caller);
          exchange.request().resume();
        })
        .onFailure(cause -> {
          exchange.request().resume();
          exchange.fail(cause);
        });
  }

  private static void letPass(RoutingContext exchange, Caller caller) {
    Exchange.enter(exchange, caller);
    exchange.next();
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
