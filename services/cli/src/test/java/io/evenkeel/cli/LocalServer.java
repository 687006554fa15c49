package io.evenkeel.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.evenkeel.model.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server on loopback that answers what a test tells it to and keeps what it was asked. */
final class LocalServer implements AutoCloseable {

  /** One request as it arrived; {@code target} is path and query, still encoded. */
  record Request(String method, String target, String token, String body) {
    Map<String, Object> json() {
      return Json.parseObject(body);
    }
  }

  static {
    // Else head and body of an answer go in two packets, 40 ms apart.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private record Answer(int status, String body) {}

  private final HttpServer server;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private volatile String ignored = "";

  LocalServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String api() {
    return "http://127.0.0.1:%d/api".formatted(server.getAddress().getPort());
  }

  /** Answers from now on; several answers for one request are given in order, the last for ever. */
  LocalServer answer(String methodAndTarget, int status, String body) {
    answers
        .computeIfAbsent(methodAndTarget, key -> new ArrayDeque<>())
        .add(new Answer(status, body));
    return this;
  }

  /** From now on this answer instead of those given before. */
  LocalServer replace(String methodAndTarget, int status, String body) {
    answers.remove(methodAndTarget);
    return answer(methodAndTarget, status, body);
  }

  /** Looks for answers without the part of the query that this expression matches. */
  LocalServer ignoring(String part) {
    ignored = part;
    return this;
  }

  List<Request> requests() {
    return requests;
  }

  Request last() {
    return requests.get(requests.size() - 1);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString().substring("/api".length());
    String token =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-token")).orElse("");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(new Request(exchange.getRequestMethod(), target, token, body));
    Answer answer = next(exchange.getRequestMethod() + " " + target.replaceAll(ignored, ""));
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private synchronized Answer next(String request) {
    Deque<Answer> left = answers.getOrDefault(request, new ArrayDeque<>());
    if (left.isEmpty()) {
      return new Answer(404, "{\"code\":404,\"message\":\"no answer for " + request + "\"}");
    }
    return left.size() == 1 ? left.getFirst() : left.removeFirst();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
