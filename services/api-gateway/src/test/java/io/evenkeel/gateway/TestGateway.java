package io.evenkeel.gateway;

import io.evenkeel.gateway.contract.Contract;
import io.evenkeel.gateway.contract.ContractReader;
import io.evenkeel.gateway.contract.Operation;
import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Settings;
import io.evenkeel.testkit.TestPlatform;
import io.evenkeel.testkit.contract.ContractCheck;
import io.evenkeel.testkit.contract.Exchange;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A real gateway on a real store and a free port. The services behind it are stand-ins that keep
 * what they are asked and answer what the test tells them, {@code 200 {}} otherwise.
 */
final class TestGateway implements AutoCloseable {

  static final String TOKEN = "the-token";

  private static final ContractCheck CONTRACTS =
      ContractCheck.of(ContractReader.all().stream().map(Contract::text).toList());

  private final TestPlatform platform;
  private final GatewayVerticle verticle;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<ApiRequest> asked = new CopyOnWriteArrayList<>();
  private final Map<String, ApiResponse> answers = new HashMap<>();

  private TestGateway(Path directory, Map<String, String> environment) {
    platform = TestPlatform.open(directory, environment);
    Map<String, String> all = new HashMap<>(Map.of("EVENKEEL_PORT", "0"));
    all.putAll(environment);
    GatewayConfig config = GatewayConfig.from(Settings.of(all)).withToken(TOKEN);
    verticle = new GatewayVerticle(platform.platform(), config);
    try {
      TestPlatform.await(platform.vertx().deployVerticle(verticle));
    } catch (RuntimeException failure) {
      platform.close();
      throw failure;
    }
  }

  static TestGateway start(Path directory) {
    return start(directory, Map.of());
  }

  /** With both services answering. */
  static TestGateway start(Path directory, Map<String, String> environment) {
    TestGateway gateway = startAlone(directory, environment);
    gateway.serve("shipyard-controller");
    gateway.serve("resource-service");
    return gateway;
  }

  /** Without the services. */
  static TestGateway startAlone(Path directory, Map<String, String> environment) {
    return new TestGateway(directory, environment);
  }

  private void serve(String service) {
    Map<String, Function<ApiRequest, Future<ApiResponse>>> operations =
        ContractReader.all().stream()
            .flatMap(contract -> contract.operations().stream())
            .filter(operation -> operation.service().equals(service))
            .map(Operation::name)
            .distinct()
            .collect(Collectors.toMap(name -> name, name -> this::answer));
    TestPlatform.await(platform().api().serve(service, operations));
  }

  private Future<ApiResponse> answer(ApiRequest request) {
    asked.add(request);
    return Future.succeededFuture(
        answers.getOrDefault(request.operation(), ApiResponse.json(200, Map.of())));
  }

  Platform platform() {
    return platform.platform();
  }

  TestPlatform testPlatform() {
    return platform;
  }

  int port() {
    return verticle.port();
  }

  int redirectPort() {
    return verticle.redirectPort();
  }

  /** What a stand-in says from now on. */
  TestGateway answering(String operation, ApiResponse answer) {
    answers.put(operation, answer);
    return this;
  }

  /** The last request a stand-in got. */
  ApiRequest lastAsked() {
    return asked.get(asked.size() - 1);
  }

  List<ApiRequest> asked() {
    return List.copyOf(asked);
  }

  /** With the token. */
  HttpResponse<String> get(String path) {
    return send("GET", path, "", "x-token", TOKEN);
  }

  /** JSON, with the token. */
  HttpResponse<String> post(String path, String json) {
    return send("POST", path, json, "x-token", TOKEN, "Content-Type", "application/json");
  }

  /** Exactly these headers: names and values in turn. */
  HttpResponse<String> send(String method, String path, String body, String... headers) {
    return send(
        method,
        path,
        body,
        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body),
        headers);
  }

  /** Any bytes, with the token. */
  HttpResponse<String> upload(String path, String contentType, byte[] body) {
    BodyPublisher bytes = BodyPublishers.ofByteArray(body);
    return send("POST", path, "…", bytes, "x-token", TOKEN, "Content-Type", contentType);
  }

  private HttpResponse<String> send(
      String method, String path, String text, BodyPublisher body, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    HttpRequest request = builder.method(method, body).build();
    try {
      int before = asked.size();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (asked.size() == before) {
        check(request, text, answer);
      }
      return answer;
    } catch (IOException failed) {
      throw new AssertionError(method + " " + path + ": " + failed, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /** Of the gateway's own answers; what a stand-in says is the test's business. */
  private static void check(HttpRequest request, String body, HttpResponse<String> answer) {
    CONTRACTS.check(new Exchange(
        request.method(),
        request.uri().toString().replaceFirst("^https?://[^/]*", ""),
        request.headers().firstValue("content-type").orElse(""),
        body,
        answer.statusCode(),
        answer.headers().firstValue("content-type").orElse(""),
        answer.body()));
  }

  @Override
  public void close() {
    platform.close();
  }
}
