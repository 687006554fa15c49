package io.evenkeel.gateway.server;

import io.evenkeel.gateway.http.Answers;
import io.evenkeel.kit.ApiResponse;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps clients from taking up the server: one that opens too many connections is told so, one that
 * sends its headers drop by drop is cut off. Not for concurrent use: one event loop owns it.
 */
public final class ConnectionGuard implements Handler<RoutingContext> {

  /** More headers than any client of the API sends. */
  static final int MOST_HEADERS = 100;

  /** So many connections above a limit get an answer that says so; the rest are closed at once. */
  private static final int SPARE = 32;

  private final ConnectionLimits limits;
  private final Map<HttpConnection, Watch> watches = new HashMap<>();
  private final Map<String, Integer> perClient = new HashMap<>();

  public ConnectionGuard(ConnectionLimits limits) {
    this.limits = limits;
  }

  /** Starts to watch a connection. */
  public void opened(HttpConnection connection) {
    String client = connection.remoteAddress().host();
    int ofClient = perClient.getOrDefault(client, 0);
    if (watches.size() >= limits.total() + SPARE || ofClient >= limits.perClient() + SPARE) {
      connection.close();
      return;
    }
    Watch watch = new Watch(refusal(ofClient), deadline(limits.headers().toNanos()));
    watches.put(connection, watch);
    perClient.merge(client, 1, Integer::sum);
    connection.closeHandler(closed -> forget(connection, client));
  }

  private String refusal(int ofClient) {
    if (watches.size() >= limits.total()) {
      return "this server takes at most %d connections at once; try again later, or raise"
              .formatted(limits.total())
          + " EVENKEEL_MAX_CONNECTIONS";
    }
    return ofClient >= limits.perClient()
        ? "this server takes at most %d connections from one address; use fewer, or raise"
                .formatted(limits.perClient())
            + " EVENKEEL_MAX_CONNECTIONS_PER_CLIENT"
        : "";
  }

  private void forget(HttpConnection connection, String client) {
    watches.remove(connection);
    perClient.computeIfPresent(client, (address, count) -> count > 1 ? count - 1 : null);
  }

  /** Closes what waits for headers past its time; to be called every second or so. */
  public void sweep() {
    long now = System.nanoTime();
    List<HttpConnection> late = watches.entrySet().stream()
        .filter(entry -> entry.getValue().isLate(now))
        .map(Map.Entry::getKey)
        .toList();
    late.forEach(HttpConnection::close);
  }

  /** How many connections are open. */
  public int open() {
    return watches.size();
  }

  /** The first handler of each request. */
  @Override
  public void handle(RoutingContext exchange) {
    Watch watch = watches.get(exchange.request().connection());
    if (watch == null) {
      exchange.next();
      return;
    }
    watch.busy = true;
    exchange.addEndHandler(ended -> {
      watch.busy = false;
      watch.deadline = deadline(limits.idle().toNanos());
    });
    if (!watch.refusal.isEmpty()) {
      exchange.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
      refuse(exchange, 503, watch.refusal);
    } else if (exchange.request().headers().size() > MOST_HEADERS) {
      refuse(exchange, 431, "the request has more than %d headers".formatted(MOST_HEADERS));
    } else {
      exchange.next();
    }
  }

  private static void refuse(RoutingContext exchange, int status, String sentence) {
    exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
    Answers.send(exchange, ApiResponse.error(status, sentence));
  }

  private static long deadline(long nanos) {
    return System.nanoTime() + nanos;
  }

  private static final class Watch {

    private final String refusal;
    private long deadline;
    private boolean busy;

    Watch(String refusal, long deadline) {
      this.refusal = refusal;
      this.deadline = deadline;
    }

    boolean isLate(long now) {
      return !busy && now - deadline > 0;
    }
  }
}
