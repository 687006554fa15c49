package io.evenkeel.gateway.bridge;

import io.vertx.core.buffer.Buffer;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * One file of the web UI.
 *
 * @param type its media type
 * @param etag changes with its content; weak, because it may be sent compressed
 */
record BridgeFile(String type, String etag, Buffer content) {

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

  static BridgeFile of(String name, Buffer content) {
    String ending = name.substring(name.lastIndexOf('.') + 1);
    CRC32 sum = new CRC32();
    sum.update(content.getBytes());
    String etag = "W/\"%x-%x\"".formatted(content.length(), sum.getValue());
    return new BridgeFile(TYPES.getOrDefault(ending, "application/octet-stream"), etag, content);
  }

  boolean isText() {
    return type.contains("charset") || type.equals("image/svg+xml");
  }
}
