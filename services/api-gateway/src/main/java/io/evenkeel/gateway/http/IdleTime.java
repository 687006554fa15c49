package io.evenkeel.gateway.http;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;

/**
 * How long a connection may say nothing. The server's limit is for clients that do not send or take
 * anything; for one that has sent everything and waits for work that takes minutes it is too short.
 */
public final class IdleTime {

  /** What Vert.x calls the handler that closes idle connections. */
  private static final String HANDLER = "idle";

  private IdleTime() {}

  /** The connection stays for as long as the answer takes, and is closed after it. */
  public static void lift(HttpServerRequest request) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    if (request.connection() instanceof HttpServerConnection connection) {
      ChannelPipeline pipeline = connection.channelHandlerContext().pipeline();
      if (pipeline.get(HANDLER) != null) {
        pipeline.remove(HANDLER);
      }
    }
  }
}
