package io.evenkeel.gateway.server;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a server its certificate, and the next one when the files have changed. Files that can't be
 * used leave the server with what it has.
 */
public final class TlsFiles {

  private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);
  private static final long LOOK_EVERY_MILLIS = 2_000;

  private final Vertx vertx;
  private final TlsConfig config;
  private @Nullable TlsKeys seen;

  public TlsFiles(Vertx vertx, TlsConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /** The same options, with TLS if there is a certificate. Fails with a sentence if it is unfit. */
  public Future<HttpServerOptions> applyTo(HttpServerOptions options) {
    if (!config.isOn()) {
      return Future.succeededFuture(options);
    }
    return read().map(keys -> {
      keys.check(vertx, config);
      seen = keys;
      return options.setSsl(true).setKeyCertOptions(keys.options());
    });
  }

  /** Looks at the files from time to time. */
  public void follow(HttpServer server) {
    if (config.isOn()) {
      vertx.setPeriodic(LOOK_EVERY_MILLIS, timer -> look(server));
    }
  }

  private void look(HttpServer server) {
    read()
        .compose(keys -> keys.equals(seen) ? Future.succeededFuture() : renew(server, keys))
        .onFailure(unfit -> LOG.atWarn()
            .addKeyValue("error", unfit.getMessage())
            .log("the certificate was not renewed, the former one is still in use"));
  }

  /** What has been looked at is not looked at again, good or bad. */
  private Future<?> renew(HttpServer server, TlsKeys keys) {
    seen = keys;
    keys.check(vertx, config);
    return server
        .updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(keys.options()))
        .onSuccess(renewed -> LOG.atInfo()
            .addKeyValue("file", config.certificate())
            .log("the certificate was renewed"));
  }

  private Future<TlsKeys> read() {
    return file("EVENKEEL_TLS_CERTIFICATE", config.certificate())
        .compose(certificate ->
            file("EVENKEEL_TLS_KEY", config.key()).map(key -> new TlsKeys(certificate, key)));
  }

  private Future<Buffer> file(String variable, String path) {
    return vertx.fileSystem().readFile(path).recover(cause -> {
      Throwable root = Objects.requireNonNullElse(cause.getCause(), cause);
      String reason =
          root instanceof NoSuchFileException ? "there is no such file" : root.toString();
      return Future.failedFuture(new IllegalArgumentException(
          "%s=%s can not be read: %s".formatted(variable, path, reason), cause));
    });
  }
}
