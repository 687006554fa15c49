package io.evenkeel.jobexecutor.init;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The resource operations of the public REST API.
 *
 * <p>Source: resources.md §3, §5 (slashes of a resource are encoded twice).
 */
final class KeptnApi {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration UNREACHABLE_MAX = Duration.ofMinutes(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;
  private static final int PAGE_SIZE = 100;

  private final HttpClient http;
  private final String base;
  private final Optional<Credentials.Header> credentials;

  KeptnApi(HttpClient http, InitConfig config, Optional<Credentials.Header> credentials) {
    this.http = http;
    this.base = config.api() + "/resource-service/v1";
    this.credentials = credentials;
  }

  /** A project, stage or service; stage and service are {@code ""} above it. */
  record Level(String project, String stage, String service) {
    private String path() {
      String path = "/project/" + encode(project);
      path += stage.isEmpty() ? "" : "/stage/" + encode(stage);
      return path + (service.isEmpty() ? "" : "/service/" + encode(service));
    }
  }

  /**
   * Reads a resource, empty if there is none. Tries again when the API fails.
   *
   * @param commit {@code ""} for the newest
   * @throws IOException if it cannot be read; the message says which and why
   */
  Optional<byte[]> read(Level level, String resource, String commit)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = patiently(resourceAddress(level, resource, commit));
    return answer.statusCode() == NOT_FOUND ? Optional.empty() : Optional.of(content(answer));
  }

  /** Reads a resource, empty for whatever reason the API does not give it. */
  Optional<byte[]> readIfThere(Level level, String resource, String commit)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = reach(resourceAddress(level, resource, commit));
    return answer.statusCode() == OK ? Optional.of(content(answer)) : Optional.empty();
  }

  /** Lists the resources of a level, all pages, without a leading slash. */
  List<String> list(Level level) throws IOException, InterruptedException {
    List<String> resources = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    String key = "0";
    while (seen.add(key)) {
      HttpResponse<String> answer = patiently(base + level.path() + "/resource?pageSize="
          + PAGE_SIZE + (key.equals("0") ? "" : "&nextPageKey=" + encode(key)));
      Map<String, Object> page = object(answer);
      for (Object resource : Json.list(page.get("resources"))) {
        String uri = Json.text(Json.object(resource).get("resourceURI"));
        resources.add(uri.startsWith("/") ? uri.substring(1) : uri);
      }
      String next = Json.text(page.get("nextPageKey"));
      key = next.isEmpty() ? "0" : next;
    }
    return resources;
  }

  private String resourceAddress(Level level, String resource, String commit) {
    return base + level.path() + "/resource/" + encode(encode(resource))
        + (commit.isEmpty() ? "" : "?gitCommitID=" + encode(commit));
  }

  /** Asks until there is an answer that is no failure of the API; pauses longer each time. */
  private HttpResponse<String> patiently(String address) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      HttpResponse<String> answer = reach(address);
      if (answer.statusCode() < SERVER_ERROR || attempt == ATTEMPTS) {
        return answer;
      }
      Thread.sleep(FIRST_PAUSE_MILLIS << attempt);
    }
  }

  /** A control plane that is being restarted comes back: only minutes of silence are a failure. */
  private HttpResponse<String> reach(String address) throws IOException, InterruptedException {
    long end = System.nanoTime() + UNREACHABLE_MAX.toNanos();
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE.toMillis())) {
      try {
        return send(address);
      } catch (IOException unreachable) {
        if (System.nanoTime() > end) {
          throw unreachable;
        }
        Thread.sleep(pause);
      }
    }
  }

  private HttpResponse<String> send(String address) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address)).timeout(TIMEOUT);
    credentials.ifPresent(header -> request.header(header.name(), header.value()));
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException unreachable) {
      throw new IOException(
          "%s cannot be reached: %s".formatted(address, reason(unreachable)), unreachable);
    }
  }

  private static String reason(IOException unreachable) {
    String message = unreachable.getMessage();
    return message == null ? unreachable.getClass().getSimpleName() : message;
  }

  private static byte[] content(HttpResponse<String> answer) throws IOException {
    try {
      return Base64.getDecoder().decode(Json.text(object(answer).get("resourceContent")));
    } catch (IllegalArgumentException malformed) {
      throw new IOException(answer.uri() + " did not answer base64", malformed);
    }
  }

  private static Map<String, Object> object(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != OK) {
      throw new IOException("%s answered %d: %s"
          .formatted(answer.uri(), answer.statusCode(), answer.body().strip()));
    }
    try {
      return Json.parseObject(answer.body());
    } catch (IllegalArgumentException malformed) {
      throw new IOException(answer.uri() + " did not answer JSON", malformed);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
