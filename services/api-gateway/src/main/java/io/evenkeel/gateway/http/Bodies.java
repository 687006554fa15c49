package io.evenkeel.gateway.http;

import io.evenkeel.gateway.contract.InvalidRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads request bodies up to a limit. A body that is too large is read to its end, within reason,
 * but not kept, so that the client sees the answer instead of a broken connection.
 */
public final class Bodies {

  /** A client that needs longer than this to send its body is turned away. */
  private static final long PATIENCE_SECONDS = 60;

  /** So many bytes over the limit are thrown away in silence; after that the connection ends. */
  private static final long GRACE_BYTES = 16L << 20;

  private Bodies() {}

  /**
   * The body as text. Fails with {@link InvalidRequest} if it is not UTF-8, and with what
   * {@code oversized} supplies if it has more than {@code limit} bytes.
   */
  public static Future<String> text(
      HttpServerRequest request, long limit, Supplier<InvalidRequest> oversized) {
    return bytes(request, limit, oversized).map(Bodies::utf8);
  }

  /** The body as it came; fails as {@link #text} does if it is too large. */
  public static Future<byte[]> bytes(
      HttpServerRequest request, long limit, Supplier<InvalidRequest> oversized) {
    if (declaredLength(request) > limit + GRACE_BYTES) {
      request.response().putHeader(HttpHeaders.CONNECTION, "close");
      return Future.failedFuture(oversized.get());
    }
    Collector collector = new Collector(request, limit);
    request.handler(collector::add);
    return request
        .end()
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .compose(ended -> collector.tooMuch()
            ? Future.failedFuture(oversized.get())
            : Future.succeededFuture(collector.body))
        .map(Buffer::getBytes);
  }

  private static long declaredLength(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? 0 : Long.parseLong(length);
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      throw InvalidRequest.unreadable("it is not UTF-8");
    }
  }

  private static final class Collector {

    private final HttpServerRequest request;
    private final long limit;
    private Buffer body = Buffer.buffer();
    private long received;

    Collector(HttpServerRequest request, long limit) {
      this.request = request;
      this.limit = limit;
    }

    void add(Buffer chunk) {
      received += chunk.length();
      if (received > limit + GRACE_BYTES) {
        request.connection().close();
      } else if (tooMuch()) {
        body = Buffer.buffer();
      } else {
        body.appendBuffer(chunk);
      }
    }

    boolean tooMuch() {
      return received > limit;
    }
  }
}
