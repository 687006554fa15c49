package io.evenkeel.playground.tour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server's public REST API, blocking. A refusal or a missing answer is a {@link TourException}
 * that names request, status and message.
 */
final class TourApi {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
  private final URI api;
  private final String token;

  TourApi(URI api, String token) {
    this.api = URI.create(api.toString().replaceAll("/+$", ""));
    this.token = token;
  }

  URI address() {
    return api;
  }

  /** {@code path} starts with {@code /} and is relative to the API. */
  JsonNode get(String path) {
    return checked("GET", path, send("GET", path, null));
  }

  JsonNode post(String path, JsonNode body) {
    return checked("POST", path, send("POST", path, body));
  }

  JsonNode put(String path, JsonNode body) {
    return checked("PUT", path, send("PUT", path, body));
  }

  /** Whether {@code path} exists; anything but 200 and 404 is a {@link TourException}. */
  boolean exists(String path) {
    HttpResponse<String> answer = send("GET", path, null);
    return answer.statusCode() != 404 && !checked("GET", path, answer).isMissingNode();
  }

  /** Returns every event that matches {@code query}, oldest first. */
  List<JsonNode> events(String query) {
    List<JsonNode> newestFirst = new ArrayList<>();
    String key = "";
    do {
      JsonNode page = get("/mongodb-datastore/event?pageSize=100&" + query
          + (key.isEmpty() ? "" : "&nextPageKey=" + key));
      page.path("events").forEach(newestFirst::add);
      key = page.path("nextPageKey").asText("");
    } while (!key.isEmpty() && !key.equals("0"));
    List<JsonNode> oldestFirst = new ArrayList<>(newestFirst);
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }

  private HttpResponse<String> send(String method, String path, @Nullable JsonNode body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + path))
        .timeout(ANSWER_TIMEOUT)
        .header("Content-Type", "application/json")
        .method(
            method,
            body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    if (!token.isEmpty()) {
      request.header("x-token", token);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException unreachable) {
      throw broken(method + " " + path, "no answer: " + describe(unreachable));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw broken(method + " " + path, "interrupted");
    }
  }

  private JsonNode checked(String method, String path, HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      String message = json(answer.body()).path("message").asText(answer.body());
      throw broken(method + " " + path, "status %d: %s".formatted(answer.statusCode(), message));
    }
    return answer.body().isBlank() ? JSON.createObjectNode() : json(answer.body());
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      return MissingNode.getInstance();
    }
  }

  private TourException broken(String request, String seen) {
    return new TourException(new Expectation(
        "the server accepts " + request, false, seen, "the server's log; its API is " + api));
  }

  private static String describe(IOException cause) {
    if (cause instanceof ConnectException) {
      return "nothing listens there";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }
}
