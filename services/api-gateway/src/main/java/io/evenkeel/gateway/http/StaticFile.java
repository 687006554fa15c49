package io.evenkeel.gateway.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A file of the product that browsers load.
 *
 * @param type its media type
 * @param etag changes with its content; weak, because it may be sent compressed
 */
public record StaticFile(String type, String etag, Buffer content) {

  private static final Map<String, String> TYPES = Map.of(
      "html", "text/html; charset=utf-8",
      "js", "text/javascript; charset=utf-8",
      "mjs", "text/javascript; charset=utf-8",
      "css", "text/css; charset=utf-8",
      "json", "application/json; charset=utf-8",
      "svg", "image/svg+xml",
      "png", "image/png",
      "ico", "image/x-icon",
      "woff2", "font/woff2");

  static StaticFile of(String name, Buffer content) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    CRC32 sum = new CRC32();
    sum.update(content.getBytes());
    String etag = "W/\"%x-%x\"".formatted(content.length(), sum.getValue());
    return new StaticFile(TYPES.getOrDefault(ending, "application/octet-stream"), etag, content);
  }

  /** Answers with it, or with 304 if the browser has it. */
  public void send(RoutingContext exchange) {
    exchange
        .response()
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
        .putHeader(HttpHeaders.ETAG, etag)
        .putHeader(HttpHeaders.VARY, "accept, accept-encoding");
    if (etag.equals(exchange.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
      Answers.end(exchange, 304, "", "");
      return;
    }
    if (!isText()) {
      exchange.response().putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
    }
    exchange.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(content);
  }

  private boolean isText() {
    return type.contains("charset") || type.equals("image/svg+xml");
  }
}
