package io.evenkeel.system;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The public API as any client sees it, over HTTP, held against its OpenAPI documents. */
final class RestClient {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final URI base;
  private final String token;

  /** {@code base} ends before {@code /api} or before a Kubernetes path. */
  RestClient(URI base, String token) {
    this.base = base;
    this.token = token;
  }

  /** An answer. */
  record Answer(int status, String body) {
    Map<String, Object> json() {
      return Json.parseObject(body);
    }
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer post(String path, Object body) {
    return send("POST", path, body instanceof String text ? text : Json.write(body));
  }

  Answer put(String path, Object body) {
    return send("PUT", path, Json.write(body));
  }

  Answer send(String method, String path, @Nullable String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(20))
        .header("content-type", "application/json")
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("x-token", token);
    }
    try {
      HttpRequest sent = request.build();
      HttpResponse<String> response = http.send(sent, HttpResponse.BodyHandlers.ofString());
      if (!token.isEmpty()) {
        Contracts.check(sent, body == null ? "" : body, response);
      }
      return new Answer(response.statusCode(), response.body());
    } catch (IOException unreachable) {
      throw new UncheckedIOException(unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  boolean isReady() {
    try {
      return get("/health/ready").status() == 200;
    } catch (UncheckedIOException notYet) {
      return false;
    }
  }

  /** The server may be down at times: asks until there is an answer that will do. */
  static <T> T await(String what, Supplier<T> ask, Predicate<T> enough) {
    Instant end = Instant.now().plus(PATIENCE);
    Object last = "nothing";
    while (Instant.now().isBefore(end)) {
      try {
        T answer = ask.get();
        if (enough.test(answer)) {
          return answer;
        }
        last = answer;
      } catch (UncheckedIOException down) {
        last = down;
      }
      ServerProcess.pause();
    }
    throw new AssertionError("waited in vain for " + what + "; last seen: " + last);
  }

  void createProject(String name, String shipyard) {
    Answer answer =
        post("/api/controlPlane/v1/project", Map.of("name", name, "shipyard", base64(shipyard)));
    if (answer.status() != 201) {
      throw new AssertionError(answer.toString());
    }
  }

  /** Writes a file of a stage and service; {@code ""} for those a level has none of. */
  void upload(String project, String stage, String service, String uri, byte[] content) {
    String level = "/api/resource-service/v1/project/" + project
        + (stage.isEmpty() ? "" : "/stage/" + stage)
        + (service.isEmpty() ? "" : "/service/" + service);
    Answer answer = post(
        level + "/resource",
        Map.of(
            "resources",
            List.of(Map.of(
                "resourceURI",
                uri,
                "resourceContent",
                Base64.getEncoder().encodeToString(content)))));
    if (answer.status() != 201) {
      throw new AssertionError(answer.toString());
    }
  }

  /** Sends an event and returns its context. */
  String sendEvent(String type, Map<String, Object> data) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("type", type);
    event.put("source", "system-test");
    event.put("specversion", "1.0");
    event.put("data", data);
    Answer answer = post("/api/v1/event", event);
    if (answer.status() != 200) {
      throw new AssertionError(answer.toString());
    }
    return Json.text(answer.json().get("keptnContext"));
  }

  /** All events of a context, newest first. */
  List<Map<String, Object>> events(String context) {
    Answer answer = get("/api/mongodb-datastore/event?pageSize=100&keptnContext=" + context);
    return Json.list(answer.json().get("events")).stream().map(Json::object).toList();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
