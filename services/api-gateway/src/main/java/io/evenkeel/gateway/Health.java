package io.evenkeel.gateway;

import io.evenkeel.gateway.http.Answers;
import io.evenkeel.kit.ApiResponse;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Probes: the process runs; the store answers. */
final class Health {

  private static final long PATIENCE_SECONDS = 2;

  private final SqlClient reader;

  Health(SqlClient reader) {
    this.reader = reader;
  }

  /** The process runs. */
  void live(RoutingContext exchange) {
    Answers.send(exchange, ApiResponse.json(200, Map.of("status", "UP")));
  }

  /** The store can be read. */
  void ready(RoutingContext exchange) {
    reader
        .query("SELECT 1")
        .execute()
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onSuccess(row -> live(exchange))
        .onFailure(cause -> Answers.send(
            exchange, ApiResponse.error(503, "the store does not answer: " + cause.getMessage())));
  }
}
