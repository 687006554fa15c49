package io.evenkeel.gateway.http;

import io.evenkeel.kit.ApiResponse;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Answers what can't be read as HTTP at all, and ends the connection. */
public final class InvalidHttp implements Handler<HttpServerRequest> {

  private static final int KIB = 1024;

  private final int requestLineBytes;
  private final int headerBytes;

  public InvalidHttp(int requestLineBytes, int headerBytes) {
    this.requestLineBytes = requestLineBytes;
    this.headerBytes = headerBytes;
  }

  @Override
  public void handle(HttpServerRequest request) {
    ApiResponse answer = answer(request.decoderResult().cause());
    request
        .response()
        .setStatusCode(answer.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8")
        .putHeader(HttpHeaders.CONNECTION, "close")
        .end(answer.body())
        .onComplete(sent -> request.connection().close());
  }

  private ApiResponse answer(Throwable cause) {
    if (cause instanceof TooLongHttpLineException) {
      return ApiResponse.error(
          414,
          "the address is longer than %d KiB; send long values in a body"
              .formatted(requestLineBytes / KIB));
    }
    if (cause instanceof TooLongHttpHeaderException) {
      return ApiResponse.error(
          431, "the headers have more than %d KiB".formatted(headerBytes / KIB));
    }
    return ApiResponse.error(400, "the request is not valid HTTP");
  }
}
