package io.evenkeel.gateway;

import io.evenkeel.gateway.access.BlockedPaths;
import io.evenkeel.gateway.access.Denial;
import io.evenkeel.gateway.access.FailedAttempts;
import io.evenkeel.gateway.access.Sessions;
import io.evenkeel.gateway.audit.AuditTrail;
import io.evenkeel.gateway.bridge.BridgeFiles;
import io.evenkeel.gateway.bridge.BridgeLogin;
import io.evenkeel.gateway.contract.Contract;
import io.evenkeel.gateway.contract.Operation;
import io.evenkeel.gateway.contract.PathTemplate;
import io.evenkeel.gateway.http.Answers;
import io.evenkeel.gateway.http.SecurityHeaders;
import io.evenkeel.gateway.server.ConnectionGuard;
import io.evenkeel.gateway.token.CallerLookup;
import io.evenkeel.gateway.token.TokenDirectory;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Readiness;
import io.evenkeel.kit.metrics.Metric;
import io.evenkeel.kit.metrics.Metrics;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/**
 * The order in which a request is looked at. Paths are compared as they came over the wire, by our
 * own templates: see the decision record on the contract-first gateway.
 */
final class GatewayRoutes {

  private static final PathTemplate API = PathTemplate.of("/api");

  private final Vertx vertx;
  private final Metrics metrics;
  private final GatewayConfig config;
  private final List<Contract> contracts;
  private final Operations operations;
  private final Gate gate;
  private final Authentication authentication;
  private final Site site;
  private final Readiness readiness;

  GatewayRoutes(
      Platform platform, GatewayConfig config, List<Contract> contracts, TokenDirectory directory) {
    this.vertx = platform.vertx();
    this.readiness = platform.readiness();
    this.metrics = platform.metrics();
    this.config = config;
    this.contracts = contracts;
    Clock clock = platform.clock();
    this.operations = new Operations(platform, config, directory);
    this.gate = new Gate(operations, new AuditTrail(platform.database()), clock);
    CallerLookup callers = new CallerLookup(config.token(), directory);
    Sessions sessions = new Sessions();
    FailedAttempts attempts =
        new FailedAttempts(config.failedAttemptsPerSecond(), config.failedAttemptsBurst());
    this.authentication = new Authentication(callers, attempts, sessions, clock);
    this.site = new Site(
        new BridgeFiles(vertx, config.prefix()),
        new BridgeLogin(callers, attempts, sessions, clock, config.prefix()),
        new Health(readiness),
        config.prefix());
  }

  Router router(ConnectionGuard guard) {
    Router router = Router.router(vertx);
    router.route().failureHandler(new Failures());
    router.route().handler(guard);
    router.route().handler(new SecurityHeaders());
    router.route().handler(this::enter);
    router.route().handler(GatewayRoutes::block);
    router.route().handler(new ApiDescription(vertx, contracts, config.prefix()));
    router.route().handler(ofApi(authentication));
    contracts.forEach(contract -> mount(router, contract));
    router.route().handler(ofApi(GatewayRoutes::nothing));
    router.route().handler(at(MetricsPage.PATH::equals, authentication));
    router.route().handler(at(MetricsPage.PATH::equals, new MetricsPage(vertx, metrics)));
    router.route().handler(site);
    return router;
  }

  private void mount(Router router, Contract contract) {
    contract.operations().stream()
        .filter(operation -> !operations.canAnswer(operation))
        .forEach(operation -> {
          throw new IllegalStateException("nobody answers " + operation.id());
        });
    BodyLimits limits =
        new BodyLimits(config.maxEventBytes(), config.maxBodyBytes(), config.strictEvents());
    router.route().handler(new ContractHandler(contract, operations, gate, limits));
  }

  /** Who asks on a connection that will not last is told so before it is closed on them. */
  private void enter(RoutingContext exchange) {
    if (readiness.phase() == Readiness.Phase.DRAINING) {
      exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    Exchange.enter(exchange, config.prefix());
    long start = System.nanoTime();
    exchange.addEndHandler(ended -> measure(exchange, System.nanoTime() - start));
    exchange.next();
  }

  private void measure(RoutingContext exchange, long nanos) {
    metrics.time(
        Metric.HTTP_REQUEST_DURATION,
        nanos,
        Exchange.operation(exchange).map(Operation::id).orElse("other"),
        String.valueOf(exchange.response().getStatusCode()));
  }

  private static void block(RoutingContext exchange) {
    if (BlockedPaths.block(exchange.request().method().name(), Exchange.path(exchange))) {
      Answers.send(exchange, Denial.BLOCKED);
    } else {
      exchange.next();
    }
  }

  private static Handler<RoutingContext> ofApi(Handler<RoutingContext> handler) {
    return at(path -> API.below(path).isPresent(), handler);
  }

  private static Handler<RoutingContext> at(
      Predicate<String> path, Handler<RoutingContext> handler) {
    return exchange -> {
      if (path.test(Exchange.path(exchange))) {
        handler.handle(exchange);
      } else {
        exchange.next();
      }
    };
  }

  private static void nothing(RoutingContext exchange) {
    Answers.text(exchange, 404, "404 page not found");
  }
}
