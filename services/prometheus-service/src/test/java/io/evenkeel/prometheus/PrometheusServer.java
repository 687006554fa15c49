package io.evenkeel.prometheus;

import static io.evenkeel.testkit.TestPlatform.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on a free port that answers instant queries with what a test told it. */
final class PrometheusServer {

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<String> traceparents = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile boolean servesPost = true;

  PrometheusServer(Vertx vertx) {
    server = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "localhost"));
  }

  String address() {
    return "http://localhost:" + server.actualPort() + "/prometheus/";
  }

  /** Answers {@code query} with a vector of one sample. */
  void measures(String query, String value) {
    answers.put(query, """
        {"status":"success","data":{"resultType":"vector",
         "result":[{"metric":{},"value":[1,"%s"]}]}}""".formatted(value));
  }

  /** Never answers {@code query}. */
  void hangsOn(String query) {
    answers.put(query, "");
  }

  void refusesPost() {
    servesPost = false;
  }

  /** Method, path and time of every query that was served. */
  List<String> requests() {
    return requests;
  }

  /** The header of every request, {@code ""} where it was not there. */
  List<String> traceparents() {
    return traceparents;
  }

  private void answer(HttpServerRequest request) {
    traceparents.add(Objects.requireNonNullElse(request.getHeader("traceparent"), ""));
    boolean isPost = request.method().equals(HttpMethod.POST);
    request.setExpectMultipart(isPost);
    request.end().onSuccess(read -> {
      if (isPost && !servesPost) {
        request.response().setStatusCode(405).end();
        return;
      }
      Map<String, String> parameters =
          Map.of("query", parameter(request, "query"), "time", parameter(request, "time"));
      requests.add("%s %s %s".formatted(request.method(), request.path(), parameters.get("time")));
      String answer = answers.getOrDefault(parameters.get("query"), """
          {"status":"error","errorType":"bad_data","error":"parse error"}""");
      if (!answer.isEmpty()) {
        request.response().setStatusCode(answer.contains("success") ? 200 : 400).end(answer);
      }
    });
  }

  private static String parameter(HttpServerRequest request, String name) {
    String value = request.getFormAttribute(name);
    return String.valueOf(value == null ? request.getParam(name) : value);
  }
}
