package io.evenkeel.gateway;

import io.evenkeel.gateway.bridge.BridgeFiles;
import io.evenkeel.gateway.bridge.BridgeLogin;
import io.evenkeel.gateway.contract.PathTemplate;
import io.evenkeel.gateway.http.Answers;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Everything outside of {@code /api}: bridge, probes, redirects. Source: rest-api.md §1. */
final class Site implements Handler<RoutingContext> {

  private static final PathTemplate BRIDGE = PathTemplate.of("/bridge");

  private final BridgeFiles files;
  private final String prefix;
  private final Map<String, Handler<RoutingContext>> reads;
  private final Map<String, Handler<RoutingContext>> writes;

  Site(BridgeFiles files, BridgeLogin login, Health health, String prefix) {
    this.files = files;
    this.prefix = prefix;
    this.reads = Map.of(
        "/", exchange -> Answers.moved(exchange, prefix + "/bridge/"),
        "/bridge", exchange -> Answers.moved(exchange, prefix + "/bridge/"),
        "/nginx-health", exchange -> Answers.text(exchange, 200, "OK\n"),
        "/health/live", health::live,
        "/health/ready", health::ready);
    this.writes = Map.of("/bridge/login", login::login, "/bridge/logout", login::logout);
  }

  @Override
  public void handle(RoutingContext exchange) {
    String path = Exchange.path(exchange);
    HttpMethod method = exchange.request().method();
    boolean read = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
    Handler<RoutingContext> known = read ? reads.get(path) : null;
    if (method.equals(HttpMethod.POST)) {
      known = writes.get(path);
    }
    if (known != null) {
      known.handle(exchange);
    } else if (read) {
      read(exchange, path);
    } else {
      nothing(exchange);
    }
  }

  private void read(RoutingContext exchange, String path) {
    if (path.startsWith("/project/") || path.startsWith("/trace/")) {
      Answers.moved(exchange, prefix + "/bridge" + path);
      return;
    }
    BRIDGE
        .below(path)
        .ifPresentOrElse(
            below -> files.serve(exchange, below.replaceFirst("^/+", "")), () -> nothing(exchange));
  }

  private static void nothing(RoutingContext exchange) {
    Answers.text(exchange, 404, "404 page not found");
  }
}
