package io.evenkeel.gateway.bridge;

import io.evenkeel.gateway.contract.PercentCoding;
import io.evenkeel.gateway.http.Answers;
import io.evenkeel.gateway.http.StaticFile;
import io.evenkeel.gateway.http.StaticFiles;
import io.evenkeel.kit.ApiResponse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/**
 * The web UI's files, from {@code bridge/} on the class path. A page the browser asks for that is
 * no file is a place inside the UI, so it gets {@code index.html}.
 */
public final class BridgeFiles {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9@._-]+(/[A-Za-z0-9@._-]+)*");
  private static final String INDEX = "index.html";
  private static final String BASE = "<base href=\"/bridge/\">";

  private final String prefix;
  private final StaticFiles files;

  /** {@code prefix} goes before {@code /bridge/} in the {@code base} element of the index. */
  public BridgeFiles(Vertx vertx, String prefix) {
    this.prefix = prefix;
    this.files = new StaticFiles(vertx, "bridge", this::based);
  }

  /** Answers {@code GET} for a raw {@code path} below {@code /bridge/}. */
  public void serve(RoutingContext exchange, String path) {
    find(path)
        .recover(absent -> isNavigation(exchange) ? files.load(INDEX) : Future.failedFuture(absent))
        .onSuccess(file -> file.send(exchange))
        .onFailure(absent -> Answers.send(
            exchange,
            ApiResponse.error(404, "the bridge has no such file; try " + prefix + "/bridge/")));
  }

  private Future<StaticFile> find(String path) {
    return Future.succeededFuture(path).map(BridgeFiles::fileName).compose(files::load);
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
}
