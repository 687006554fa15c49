package io.evenkeel.gateway.bridge;

import io.evenkeel.gateway.contract.PercentCoding;
import io.evenkeel.gateway.http.Answers;
import io.evenkeel.kit.ApiResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The web UI's files, from {@code bridge/} on the class path. A page the browser asks for that is
 * no file is a place inside the UI, so it gets {@code index.html}. Files are kept in memory: they
 * are few, small and part of the product.
 */
public final class BridgeFiles {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9@._-]+(/[A-Za-z0-9@._-]+)*");
  private static final String INDEX = "index.html";
  private static final String BASE = "<base href=\"/bridge/\">";

  private final Vertx vertx;
  private final String prefix;
  private final Map<String, BridgeFile> files = new ConcurrentHashMap<>();

  /** {@code prefix} goes before {@code /bridge/} in the {@code base} element of the index. */
  public BridgeFiles(Vertx vertx, String prefix) {
    this.vertx = vertx;
    this.prefix = prefix;
  }

  /** Answers {@code GET} for a raw {@code path} below {@code /bridge/}. */
  public void serve(RoutingContext exchange, String path) {
    find(path)
        .recover(absent -> isNavigation(exchange) ? load(INDEX) : Future.failedFuture(absent))
        .onSuccess(file -> send(exchange, file))
        .onFailure(absent -> Answers.send(
            exchange,
            ApiResponse.error(404, "the bridge has no such file; try " + prefix + "/bridge/")));
  }

  private Future<BridgeFile> find(String path) {
    return Future.succeededFuture(path).map(BridgeFiles::fileName).compose(this::load);
  }

  private static String fileName(String path) {
    String name = PercentCoding.decode(path);
    if (name.isEmpty()) {
      return INDEX;
    }
    if (!NAME.matcher(name).matches() || name.contains("..")) {
      throw new IllegalArgumentException(name);
    }
    return name;
  }

  private Future<BridgeFile> load(String name) {
    BridgeFile known = files.get(name);
    return known != null
        ? Future.succeededFuture(known)
        : vertx
            .fileSystem()
            .readFile("bridge/" + name)
            .map(content -> BridgeFile.of(name, based(name, content)))
            .onSuccess(file -> files.put(name, file));
  }

  private Buffer based(String name, Buffer content) {
    return name.equals(INDEX)
        ? Buffer.buffer(content
            .toString()
            .replace(BASE, BASE.replace("\"/bridge/", "\"" + prefix + "/bridge/")))
        : content;
  }

  /** A browser that follows a link, as opposed to a page that loads a part. */
  private static boolean isNavigation(RoutingContext exchange) {
    String accept = exchange.request().getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.contains("text/html");
  }

  private static void send(RoutingContext exchange, BridgeFile file) {
    exchange
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader(HttpHeaders.ETAG, file.etag())
        .putHeader(HttpHeaders.VARY, "accept, accept-encoding");
    if (file.etag().equals(exchange.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      Answers.end(exchange, 304, "", "");
      return;
    }
    if (!file.isText()) {
      exchange.response().putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
    }
    exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, file.type()).end(file.content());
  }
}
