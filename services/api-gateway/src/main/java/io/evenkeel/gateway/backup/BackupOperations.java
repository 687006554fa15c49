package io.evenkeel.gateway.backup;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code exportBackup} and {@code importBackup}, one at a time. */
public final class BackupOperations {

  private static final Logger LOG = LoggerFactory.getLogger(BackupOperations.class);

  private final Platform platform;
  private final AtomicBoolean busy = new AtomicBoolean();

  public BackupOperations(Platform platform) {
    this.platform = platform;
  }

  /** Writes the backup as it is made; a client that sees the connection break has none. */
  public void exportBackup(RoutingContext exchange) {
    if (!busy.compareAndSet(false, true)) {
      exchange.fail(underWay());
      return;
    }
    exchange
        .response()
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/gzip")
        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
    boolean withKeys = "true".equals(exchange.queryParams().get("keys"));
    new BackupExport(platform, withKeys)
        .to(new ResponseStream(exchange.response()))
        .onComplete(ended -> busy.set(false))
        .compose(written -> exchange.response().end())
        .onFailure(cause -> breakOff(exchange, cause));
  }

  private static void breakOff(RoutingContext exchange, Throwable cause) {
    if (!exchange.response().headWritten()) {
      exchange.response().headers().remove(HttpHeaders.CONTENT_ENCODING);
      exchange.response().setChunked(false);
      exchange.fail(cause);
      return;
    }
    LOG.atWarn()
        .addKeyValue("error", String.valueOf(cause.getMessage()))
        .log("a backup was broken off");
    exchange.request().connection().close();
  }

  /** The request's body is the path of the file that was sent. */
  public Future<ApiResponse> importBackup(ApiRequest request) {
    Future<ApiResponse> done = busy.compareAndSet(false, true)
        ? new BackupImport(platform, !request.query("secrets").equals("false"))
            .from(Path.of(request.body()))
            .map(taken -> ApiResponse.json(200, taken))
            .onComplete(ended -> busy.set(false))
        : Future.failedFuture(underWay());
    return done.eventually(() -> platform.vertx().fileSystem().delete(request.body()));
  }

  private static Refusal underWay() {
    return new Refusal(
        409, "another backup is made or imported at the moment; try again when it is done");
  }
}
