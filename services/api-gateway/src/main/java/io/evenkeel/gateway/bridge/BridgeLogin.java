package io.evenkeel.gateway.bridge;

import io.evenkeel.gateway.access.Caller;
import io.evenkeel.gateway.access.Denial;
import io.evenkeel.gateway.access.FailedAttempts;
import io.evenkeel.gateway.access.Sessions;
import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.gateway.http.Answers;
import io.evenkeel.gateway.http.Bodies;
import io.evenkeel.gateway.token.CallerLookup;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a browser signs in and out: {@code POST /bridge/login} with the token, as JSON
 * {@code {"token": …}} (204 or an error) or from a plain form (303 back to the bridge).
 */
public final class BridgeLogin {

  private static final int LARGEST_BODY = 4096;

  private final CallerLookup callers;
  private final FailedAttempts attempts;
  private final Sessions sessions;
  private final Clock clock;
  private final String prefix;

  public BridgeLogin(
      CallerLookup callers,
      FailedAttempts attempts,
      Sessions sessions,
      Clock clock,
      String prefix) {
    this.callers = callers;
    this.attempts = attempts;
    this.sessions = sessions;
    this.clock = clock;
    this.prefix = prefix;
  }

  /** Starts a session if the token is right. */
  public void login(RoutingContext exchange) {
    if (!SessionCookie.isSameOrigin(exchange.request())) {
      Answers.send(exchange, Denial.FOREIGN);
      return;
    }
    Bodies.text(exchange.request(), LARGEST_BODY, BridgeLogin::tooLarge)
        .map(body -> isForm(exchange.request()) ? formToken(body) : jsonToken(body))
        .compose(callers::find)
        .onSuccess(caller -> answer(exchange, isForm(exchange.request()), caller))
        .onFailure(exchange::fail);
  }

  /** Ends the session; whoever has none gets the same answer. */
  public void logout(RoutingContext exchange) {
    if (!SessionCookie.isSafe(exchange.request())) {
      Answers.send(exchange, Denial.FOREIGN);
      return;
    }
    sessions.end(SessionCookie.read(exchange.request()));
    exchange.response().addCookie(SessionCookie.expired(prefix));
    Answers.send(exchange, ApiResponse.empty(204));
  }

  private void answer(RoutingContext exchange, boolean form, Optional<Caller> caller) {
    String peer = exchange.request().remoteAddress().host();
    if (caller.isPresent()) {
      attempts.forget(peer);
      welcome(exchange, form, caller.get());
    } else if (!attempts.allow(peer, clock.millis())) {
      exchange.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      Answers.send(exchange, Denial.tooManyAttempts());
    } else if (form) {
      Answers.redirect(exchange, 303, prefix + "/bridge/?login=refused");
    } else {
      Answers.send(
          exchange,
          ApiResponse.error(
              401,
              "this is not an API token of this server; copy it from where the"
                  + " server printed it, or ask whoever runs it"));
    }
  }

  private void welcome(RoutingContext exchange, boolean form, Caller caller) {
    String id = sessions.start(caller.tokenId(), clock.millis());
    boolean secure = exchange.request().isSSL()
        || "https".equals(exchange.request().getHeader("x-forwarded-proto"));
    exchange.response().addCookie(SessionCookie.create(id, prefix, secure));
    if (form) {
      Answers.redirect(exchange, 303, prefix + "/bridge/");
    } else {
      Answers.send(exchange, ApiResponse.empty(204));
    }
  }

  private static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
    return type != null && type.startsWith("application/x-www-form-urlencoded");
  }

  private static String formToken(String body) {
    return Stream.of(body.split("&"))
        .filter(field -> field.startsWith("token="))
        .map(field -> URLDecoder.decode(field.substring("token=".length()), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  private static String jsonToken(String body) {
    try {
      return Json.text(Json.parseObject(body).get("token"));
    } catch (IllegalArgumentException malformed) {
      throw InvalidRequest.unreadable(String.valueOf(malformed.getMessage()));
    }
  }

  private static InvalidRequest tooLarge() {
    return InvalidRequest.oversized("a token has at most %d bytes".formatted(LARGEST_BODY));
  }
}
