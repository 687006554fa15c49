package io.evenkeel.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.net.URI;

/**
 * The public REST API over keep-alive connections. Every answer but 2xx is an
 * {@link IllegalStateException} that names request, status and message.
 */
final class Api {

  private static final int CONNECTIONS = 256;
  private static final int ANSWER_MILLIS = 60_000;

  private final HttpClient http;
  private final URI address;
  private final String token;

  /** {@code address} is that of the API, such as {@code http://127.0.0.1:8080/api}. */
  Api(Vertx vertx, URI address, String token) {
    HttpClientOptions options = new HttpClientOptions().setKeepAliveTimeout(30).setTcpNoDelay(true);
    this.http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    this.address = address;
    this.token = token;
  }

  /**
   * {@code path} starts with {@code /} and is relative to the API. An array comes as
   * {@code {list}}.
   */
  Future<JsonObject> get(String path) {
    return send(HttpMethod.GET, path, Buffer.buffer());
  }

  Future<JsonObject> post(String path, JsonObject body) {
    return send(HttpMethod.POST, path, body.toBuffer());
  }

  Future<JsonObject> put(String path) {
    return send(HttpMethod.PUT, path, Buffer.buffer());
  }

  Future<JsonObject> delete(String path) {
    return send(HttpMethod.DELETE, path, Buffer.buffer());
  }

  /** Sends an event; it is stored when the future completes. */
  Future<JsonObject> event(JsonObject event) {
    return post("/v1/event", event);
  }

  private Future<JsonObject> send(HttpMethod method, String path, Buffer body) {
    RequestOptions options = new RequestOptions()
        .setMethod(method)
        .setHost(address.getHost())
        .setPort(address.getPort() < 0 ? 80 : address.getPort())
        .setURI(address.getPath() + path)
        .setIdleTimeout(ANSWER_MILLIS)
        .putHeader("x-token", token);
    if (body.length() > 0) {
      options.putHeader("content-type", "application/json");
    }
    return http.request(options)
        .compose(request -> request.send(body))
        .compose(answer -> answer.body().map(text -> read(method + " " + path, answer, text)));
  }

  private static JsonObject read(String request, HttpClientResponse answer, Buffer body) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException("the server answered %s with status %d: %s"
          .formatted(request, answer.statusCode(), body.toString().strip()));
    }
    try {
      Object json = body.length() == 0 ? new JsonObject() : Json.decodeValue(body);
      return json instanceof JsonObject object ? object : new JsonObject().put("list", json);
    } catch (DecodeException notJson) {
      throw new IllegalStateException(request + " did not yield JSON", notJson);
    }
  }
}
