package io.evenkeel.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.ext.web.RoutingContext;

/** Writes bodies that are too large for memory to files. */
public final class Spool {

  private Spool() {}

  /** The path of a new file with the body, readable for its owner only; the caller deletes it. */
  public static Future<String> toFile(RoutingContext exchange) {
    var files = exchange.vertx().fileSystem();
    // Opened at once: whoever let the request pass lets its body flow right after this.
    String path = files.createTempFileBlocking("evenkeel-", ".upload", "rw-------");
    AsyncFile file = files.openBlocking(path, new OpenOptions().setRead(false));
    return exchange.request().pipeTo(file).map(path).recover(cause -> files
        .delete(path)
        .transform(gone -> Future.failedFuture(cause)));
  }
}
