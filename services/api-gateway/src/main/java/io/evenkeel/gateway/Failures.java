package io.evenkeel.gateway;

import io.evenkeel.gateway.contract.InvalidRequest;
import io.evenkeel.gateway.http.Answers;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Refusal;
import io.evenkeel.kit.StoreFailures;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where what went wrong becomes an answer, and where it is logged. */
final class Failures implements Handler<RoutingContext> {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @Override
  public void handle(RoutingContext exchange) {
    Throwable cause = exchange.failure();
    if (cause instanceof InvalidRequest invalid) {
      Answers.send(exchange, invalid.answer());
    } else if (cause instanceof Refusal refusal) {
      Answers.send(
          exchange, ApiResponse.error(refusal.status(), String.valueOf(refusal.getMessage())));
    } else if (cause instanceof TimeoutException) {
      exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
      Answers.send(exchange, ApiResponse.error(408, "the request took too long to arrive"));
    } else if (exchange.statusCode() >= 400 && exchange.statusCode() < 500) {
      Answers.send(
          exchange, ApiResponse.error(exchange.statusCode(), "the request is not valid HTTP"));
    } else {
      unexpected(exchange, cause);
    }
  }

  private static void unexpected(RoutingContext exchange, @Nullable Throwable cause) {
    if (exchange.response().closed()) {
      return;
    }
    if (cause != null && StoreFailures.readable(cause) instanceof Refusal refusal) {
      Answers.send(
          exchange, ApiResponse.error(refusal.status(), String.valueOf(refusal.getMessage())));
      return;
    }
    LOG.atError()
        .addKeyValue("path", Exchange.path(exchange))
        .setCause(cause)
        .log("a request failed");
    Answers.send(exchange, ApiResponse.error(500, "Internal server error"));
  }
}
