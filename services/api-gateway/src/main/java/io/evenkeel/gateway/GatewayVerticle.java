package io.evenkeel.gateway;

import io.evenkeel.gateway.contract.Contract;
import io.evenkeel.gateway.contract.ContractReader;
import io.evenkeel.gateway.http.InvalidHttp;
import io.evenkeel.gateway.server.ConnectionGuard;
import io.evenkeel.gateway.server.HttpsRedirect;
import io.evenkeel.gateway.server.TlsFiles;
import io.evenkeel.gateway.token.TokenDirectory;
import io.evenkeel.kit.Migrations;
import io.evenkeel.kit.Platform;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
  private static final long SWEEP_MILLIS = 1_000;
  /** Streams and long polls never end by themselves; everything else does within this time. */
  private static final long FINISH_SECONDS = 2;

  private final Platform platform;
  private final GatewayConfig config;
  private final List<Contract> contracts = ContractReader.all();
  private @Nullable HttpServer server;
  private @Nullable HttpServer plain;

  public GatewayVerticle(Platform platform, GatewayConfig config) {
    this.platform = platform;
    this.config = config;
  }

  /** The port it listens on, once deployed. */
  public int port() {
    return Objects.requireNonNull(server, "not started").actualPort();
  }

  /** The port where plain HTTP leads to https, once deployed with such a port. */
  public int redirectPort() {
    return Objects.requireNonNull(plain, "no redirect").actualPort();
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

  /** Takes no new connections, lets requests that are under way end, and closes the rest. */
  @Override
  public Future<?> stop() {
    return Future.all(Stream.of(server, plain)
        .filter(Objects::nonNull)
        .map(listening -> listening.shutdown(FINISH_SECONDS, TimeUnit.SECONDS))
        .toList());
  }

  private Future<HttpServer> listen(GatewayRoutes routes) {
    Vertx vertx = platform.vertx();
    ConnectionGuard guard = new ConnectionGuard(config.connections());
    vertx.setPeriodic(SWEEP_MILLIS, timer -> guard.sweep());
    TlsFiles tls = new TlsFiles(vertx, config.tls());
    return tls.applyTo(options())
        .compose(options -> vertx
            .createHttpServer(options)
            .connectionHandler(guard::opened)
            .requestHandler(routes.router(guard))
            .invalidRequestHandler(new InvalidHttp(REQUEST_LINE_BYTES, HEADER_BYTES))
            .listen(config.port(), config.host())
            .recover(cause -> cannotListen(config.port(), cause)))
        .onSuccess(listening -> {
          server = listening;
          tls.follow(listening);
        })
        .compose(listening -> redirect(guard, listening));
  }

  /** Also answers plain HTTP, if wanted. */
  private Future<HttpServer> redirect(ConnectionGuard guard, HttpServer https) {
    int port = config.tls().redirectPort();
    return port < 0
        ? Future.succeededFuture(https)
        : platform
            .vertx()
            .createHttpServer(options())
            .connectionHandler(guard::opened)
            .requestHandler(new HttpsRedirect(https.actualPort()))
            .listen(port, config.host())
            .recover(cause -> cannotListen(port, cause))
            .onSuccess(listening -> plain = listening);
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setMaxHeaderSize(HEADER_BYTES)
        .setMaxInitialLineLength(REQUEST_LINE_BYTES)
        .setIdleTimeout(IDLE_SECONDS)
        .setUseAlpn(false)
        .setHttp2ClearTextEnabled(false)
        .setHandle100ContinueAutomatically(true)
        .setCompressionSupported(true)
        .setCompressionContentSizeThreshold(COMPRESS_FROM_BYTES);
  }

  private Future<HttpServer> cannotListen(int port, Throwable cause) {
    boolean inUse =
        cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use");
    String sentence = inUse
        ? "port %d on %s is already in use; stop the program that has it, or choose another port"
        : "can not listen on port %d of %s; choose another";
    return Future.failedFuture(new IllegalStateException(
        sentence.formatted(port, config.host())
            + " with --port or EVENKEEL_PORT (address: EVENKEEL_HOST)",
        cause));
  }
}
