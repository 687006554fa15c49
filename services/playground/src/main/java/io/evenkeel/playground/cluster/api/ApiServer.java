package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Journal;
import io.evenkeel.playground.cluster.store.Kinds;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.StatusException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API on 127.0.0.1, in plain HTTP. What it has answered to a write is in the journal. */
public final class ApiServer {

  /** The largest body it takes, in bytes. */
  public static final int BODY_BYTES_MAX = 3 * 1024 * 1024;

  /** The Kubernetes version whose behaviour it follows. */
  public static final String VERSION = Discovery.VERSION;

  private static final int HEADER_BYTES_MAX = 64 * 1024;
  private static final int UNREAD_BYTES_MAX = 4 * 1024 * 1024;
  private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private final Vertx vertx;
  private final Registry registry;
  private final Journal journal;
  private final PodLogs logs;
  private final Resources resources;

  /** Serves what {@code registry} holds. */
  public ApiServer(Vertx vertx, Registry registry, Journal journal, PodLogs logs) {
    this.vertx = vertx;
    this.registry = registry;
    this.journal = journal;
    this.logs = logs;
    this.resources = new Resources(registry);
  }

  /** Listens; call it on the context that owns the registry. Port 0 means any free one. */
  public Future<HttpServer> listen(int port) {
    HttpServerOptions options = new HttpServerOptions()
        .setMaxHeaderSize(HEADER_BYTES_MAX)
        .setMaxInitialLineLength(HEADER_BYTES_MAX);
    return vertx.createHttpServer(options).requestHandler(this::receive).listen(port, "127.0.0.1");
  }

  private void receive(HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() <= BODY_BYTES_MAX) {
        body.appendBuffer(chunk);
      }
    });
    if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      guarded(request, () -> webSocket(request, Call.of(request, body)));
    } else {
      request.endHandler(end -> guarded(request, () -> handle(request, body)));
    }
  }

  private void handle(HttpServerRequest request, Buffer body) {
    if (body.length() > BODY_BYTES_MAX) {
      throw StatusException.tooLarge(BODY_BYTES_MAX);
    }
    Call call = Call.of(request, body);
    HttpServerResponse response = request.response();
    if (HEALTH.contains(call.path())) {
      response.putHeader("Content-Type", "text/plain").end("ok");
      return;
    }
    Optional<ObjectNode> fixed = fixed(call);
    if (fixed.isPresent()) {
      send(response, call.method().equals("POST") ? 201 : 200, fixed.get());
      return;
    }
    ApiPath path = ApiPath.parse(call.path());
    if (path.subresource().equals("log")) {
      log(call, path, response);
    } else if (isWatch(call)) {
      watch(call, path, response);
    } else {
      resource(call, path, response);
    }
  }

  /** What does not depend on any object. */
  private static Optional<ObjectNode> fixed(Call call) {
    return switch (call.method()) {
      case "GET" -> Discovery.at(call.path());
      case "POST" ->
        Reviews.isOne(call.path()) ? Reviews.answer(call.path(), call.object()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private void resource(Call call, ApiPath path, HttpServerResponse response) {
    Resources.Answer answer = resources.handle(call, path);
    if (call.method().equals("GET")) {
      send(response, answer.code(), answer.body());
      return;
    }
    journal
        .flushed()
        .onSuccess(written -> send(response, answer.code(), answer.body()))
        .onFailure(failed -> refuse(
            response,
            StatusException.internal("the change cannot be kept: " + failed.getMessage())));
  }

  private void watch(Call call, ApiPath path, HttpServerResponse response) {
    WatchStream.Sink sink = new WatchStream.Sink() {
      @Override
      public boolean send(String document) {
        response.write(document + "\n");
        return !response.writeQueueFull();
      }

      @Override
      public void end() {
        response.end();
      }
    };
    WatchStream stream = new WatchStream(vertx, registry, call, path, sink);
    response
        .setWriteQueueMaxSize(UNREAD_BYTES_MAX)
        .setChunked(true)
        .putHeader("Content-Type", "application/json");
    response.exceptionHandler(gone -> stream.stop());
    response.closeHandler(closed -> stream.stop());
    response.writeHead();
    stream.start();
  }

  private void webSocket(HttpServerRequest request, Call call) {
    ApiPath path = ApiPath.parse(call.path());
    if (!isWatch(call)) {
      throw StatusException.badRequest("only a watch can be had over a WebSocket");
    }
    call.selection();
    request.toWebSocket().onSuccess(socket -> watch(call, path, socket));
  }

  private void watch(Call call, ApiPath path, ServerWebSocket socket) {
    socket.setWriteQueueMaxSize(UNREAD_BYTES_MAX);
    WatchStream.Sink sink = new WatchStream.Sink() {
      @Override
      public boolean send(String document) {
        socket.writeTextMessage(document);
        return !socket.writeQueueFull();
      }

      @Override
      public void end() {
        socket.close();
      }
    };
    WatchStream stream = new WatchStream(vertx, registry, call, path, sink);
    socket.closeHandler(closed -> stream.stop());
    socket.exceptionHandler(gone -> stream.stop());
    stream.start();
  }

  private void log(Call call, ApiPath path, HttpServerResponse response) {
    KubeObject pod = registry.get(Kinds.POD, path.namespace(), path.name());
    String container = LogStream.container(call, pod);
    LogStream stream = new LogStream(call, response, registry.clock().instant());
    logs.log(pod, container, call.flag("previous"))
        .onSuccess(source -> guarded(response, () -> stream.send(source)))
        .onFailure(failure -> refuse(response, failure));
  }

  private static boolean isWatch(Call call) {
    return call.method().equals("GET") && call.flag("watch");
  }

  private static void guarded(HttpServerRequest request, Runnable work) {
    guarded(request.response(), work);
  }

  private static void guarded(HttpServerResponse response, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException failure) {
      refuse(response, failure);
    }
  }

  private static void refuse(HttpServerResponse response, Throwable failure) {
    if (failure instanceof StatusException refusal) {
      send(response, refusal.code(), refusal.status());
      return;
    }
    LOG.atError().setCause(failure).log("request failed");
    send(response, 500, StatusException.internal(String.valueOf(failure)).status());
  }

  private static void send(HttpServerResponse response, int code, ObjectNode body) {
    if (!response.ended() && !response.closed() && !response.headWritten()) {
      response
          .setStatusCode(code)
          .putHeader("Content-Type", "application/json")
          .end(body.toString());
    }
  }
}
