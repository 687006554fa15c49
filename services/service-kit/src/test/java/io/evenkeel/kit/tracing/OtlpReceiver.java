package io.evenkeel.kit.tracing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes spans over HTTP as a collector does: {@code POST /v1/traces}, protobuf.
 *
 * <p>Source: opentelemetry-proto 1.x, {@code trace.proto}; the numbers are those of its fields.
 */
public final class OtlpReceiver {

  private static final int RESOURCE_SPANS = 1;
  private static final int RESOURCE = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;
  private static final int ATTRIBUTES = 1;

  private final List<Received> spans = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  /** What is looked at of a span. */
  public record Received(
      String service, String trace, String id, String parent, String name, List<String> links) {}

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  /** Listens on a free port. */
  public static Future<OtlpReceiver> start(Vertx vertx) {
    HttpServer server = vertx.createHttpServer();
    OtlpReceiver receiver = new OtlpReceiver(server);
    return server.requestHandler(receiver::receive).listen(0, "127.0.0.1").map(receiver);
  }

  public String address() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  public List<Received> spans() {
    return List.copyOf(spans);
  }

  private void receive(HttpServerRequest request) {
    request.body().onSuccess(body -> {
      if (request.path().equals("/v1/traces")) {
        parts(body.getBytes(), RESOURCE_SPANS).forEach(this::read);
      }
      request.response().putHeader("content-type", "application/x-protobuf").end();
    });
  }

  private void read(byte[] resourceSpans) {
    String service = parts(resourceSpans, RESOURCE).stream()
        .flatMap(resource -> parts(resource, ATTRIBUTES).stream())
        .filter(attribute -> text(attribute, 1).equals("service.name"))
        .map(attribute -> text(parts(attribute, 2).get(0), 1))
        .findFirst()
        .orElse("");
    for (byte[] scope : parts(resourceSpans, SCOPE_SPANS)) {
      for (byte[] span : parts(scope, SPANS)) {
        spans.add(new Received(
            service,
            hex(span, 1),
            hex(span, 2),
            hex(span, 4),
            text(span, 5),
            parts(span, 13).stream().map(link -> hex(link, 1)).toList()));
      }
    }
  }

  private static String hex(byte[] message, int field) {
    List<byte[]> found = parts(message, field);
    return found.isEmpty() ? "" : HexFormat.of().formatHex(found.get(0));
  }

  private static String text(byte[] message, int field) {
    List<byte[]> found = parts(message, field);
    return found.isEmpty() ? "" : new String(found.get(0), StandardCharsets.UTF_8);
  }

  /** The values of a field that has a length: texts, bytes and messages. */
  private static List<byte[]> parts(byte[] message, int field) {
    List<byte[]> found = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      int tag = (int) varint(buffer);
      switch (tag & 7) {
        case 0 -> varint(buffer);
        case 1 -> buffer.getLong();
        case 2 -> {
          byte[] value = new byte[(int) varint(buffer)];
          buffer.get(value);
          if (tag >> 3 == field) {
            found.add(value);
          }
        }
        case 5 -> buffer.getInt();
        default -> throw new IllegalStateException("no wire type " + (tag & 7));
      }
    }
    return found;
  }

  private static long varint(ByteBuffer buffer) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = buffer.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }
}
