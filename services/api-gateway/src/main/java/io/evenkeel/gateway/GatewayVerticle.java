package io.evenkeel.gateway;

import io.evenkeel.gateway.contract.Contract;
import io.evenkeel.gateway.contract.ContractReader;
import io.evenkeel.gateway.http.InvalidHttp;
import io.evenkeel.gateway.token.TokenDirectory;
import io.evenkeel.kit.Migrations;
import io.evenkeel.kit.Platform;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP server of an installation: the REST API under {@code /api}, the web UI under
 * {@code /bridge}. It hears HTTP, says events and calls of the services its contracts name, and
 * keeps API tokens and the audit trail.
 */
public final class GatewayVerticle extends VerticleBase {

  private static final int HEADER_BYTES = 16 << 10;
  private static final int REQUEST_LINE_BYTES = 8 << 10;
  private static final int COMPRESS_FROM_BYTES = 512;
  private static final int IDLE_SECONDS = 90;

  private final Platform platform;
  private final GatewayConfig config;
  private final List<Contract> contracts = ContractReader.all();
  private @Nullable HttpServer server;

  public GatewayVerticle(Platform platform, GatewayConfig config) {
    this.platform = platform;
    this.config = config;
  }

  /** The port it listens on, once deployed. */
  public int port() {
    return Objects.requireNonNull(server, "not started").actualPort();
  }

  @Override
  public Future<?> start() {
    if (config.token().isNone()) {
      return Future.failedFuture(new IllegalStateException(
          "no API token: set EVENKEEL_API_TOKEN to a secret text that clients send as x-token"));
    }
    TokenDirectory directory =
        new TokenDirectory(platform.database(), platform.vertx().eventBus(), platform.clock());
    GatewayRoutes routes = new GatewayRoutes(platform, config, contracts, directory);
    return Migrations.apply(platform.database(), "api-gateway")
        .compose(migrated -> directory.start())
        .compose(hearing -> listen(routes));
  }

  private Future<HttpServer> listen(GatewayRoutes routes) {
    return platform
        .vertx()
        .createHttpServer(options())
        .requestHandler(routes.router())
        .invalidRequestHandler(new InvalidHttp(REQUEST_LINE_BYTES, HEADER_BYTES))
        .listen(config.port(), config.host())
        .recover(this::cannotListen)
        .onSuccess(listening -> server = listening);
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setMaxHeaderSize(HEADER_BYTES)
        .setMaxInitialLineLength(REQUEST_LINE_BYTES)
        .setIdleTimeout(IDLE_SECONDS)
        .setHandle100ContinueAutomatically(true)
        .setCompressionSupported(true)
        .setCompressionContentSizeThreshold(COMPRESS_FROM_BYTES);
  }

  private Future<HttpServer> cannotListen(Throwable cause) {
    boolean inUse =
        cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use");
    String sentence = inUse
        ? "port %d on %s is already in use; stop the program that has it, or choose another port"
        : "can not listen on port %d of %s; choose another";
    return Future.failedFuture(new IllegalStateException(
        sentence.formatted(config.port(), config.host())
            + " with --port or EVENKEEL_PORT (address: EVENKEEL_HOST)",
        cause));
  }
}
