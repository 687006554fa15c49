package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The server's REST API: blocking calls with JSON in and out.
 *
 * <p>Every method throws {@link ApiException} for a refusal or a missing answer. Source: cli.md
 * §1.4 and rest-api.md §3.
 */
public final class Api {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  private final HttpClient http;
  private final Endpoint endpoint;

  public Api(Endpoint endpoint) {
    this.endpoint = endpoint;
    this.http = client(endpoint.api().getScheme().equals("https"));
  }

  private static HttpClient client(boolean needsTls) {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT);
    return needsTls ? client.build() : client.sslContext(trustingNobody()).build();
  }

  /** Without TLS there is no use in loading the certificates of all authorities: 0.1 s saved. */
  private static SSLContext trustingNobody() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[0], null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has TLS", impossible);
    }
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  /** {@code path} is relative to the API, with its query: see {@link ApiPath}. */
  public Map<String, Object> get(String path) {
    return send("GET", path, null);
  }

  /** Reads an answer that is a list and not an object. */
  public List<Map<String, Object>> list(String path) {
    String text = accepted(exchange(request("GET", path, null))).body();
    return Json.list(value(text)).stream().map(Json::object).toList();
  }

  public Map<String, Object> post(String path, @Nullable Object body) {
    return send("POST", path, body);
  }

  public Map<String, Object> put(String path, Object body) {
    return send("PUT", path, body);
  }

  public Map<String, Object> delete(String path) {
    return send("DELETE", path, null);
  }

  /** Deletes what {@code path} names; {@code body} says more about it, such as why. */
  public Map<String, Object> delete(String path, Object body) {
    return send("DELETE", path, body);
  }

  /**
   * Reads every page of a list; {@code nextPageKey} empty, absent or {@code "0"} ends it.
   *
   * @param member the list's name in the answer, e.g. {@code projects}
   */
  public List<Map<String, Object>> all(String path, String member) {
    List<Map<String, Object>> items = new ArrayList<>();
    pages(path, page -> Json.list(page.get(member)).forEach(item -> items.add(Json.object(item))));
    return items;
  }

  /** Hands every page of a list to {@code pages} as it is read, as {@link #all} does. */
  public void pages(String path, Consumer<Map<String, Object>> pages) {
    String key = "";
    do {
      Map<String, Object> page = get(key.isEmpty() ? path : path + after(path) + key);
      pages.accept(page);
      key = nextKey(page.get("nextPageKey"), key);
    } while (!key.isEmpty());
  }

  /**
   * Hands the lines of an endless answer to {@code lines}, in the background, as they arrive; a
   * refusal ends it like a broken connection.
   */
  void stream(String path, Flow.Subscriber<String> lines) {
    HttpRequest request =
        builder(path).header("Accept", "text/event-stream").GET().build();
    http.sendAsync(request, BodyHandlers.fromLineSubscriber(lines)).exceptionally(broken -> {
      lines.onError(broken);
      return null;
    });
  }

  /** Writes an answer that may be large to {@code file}, which is complete when this returns. */
  void download(String path, Path file) {
    HttpResponse<Path> answer = exchange(builder(path).GET().build(), BodyHandlers.ofFile(file));
    if (answer.statusCode() / 100 != 2) {
      throw new ApiException(answer.statusCode(), said(file));
    }
  }

  /** Sends {@code file}, which may be large and take long. */
  Map<String, Object> upload(String path, Path file) {
    try {
      HttpRequest request = builder(path)
          .header("Content-Type", "application/octet-stream")
          .POST(BodyPublishers.ofFile(file))
          .build();
      return object(accepted(exchange(request)).body());
    } catch (IOException unreadable) {
      throw new CommandFailure("can not read " + file + ": no such file", unreadable);
    }
  }

  private static String said(Path file) {
    try {
      String text = Files.readString(file);
      String message = Json.text(object(text).get("message"));
      return message.isEmpty() ? text : message;
    } catch (IOException unreadable) {
      return "the server refused without a reason";
    }
  }

  /** Publishes an event and returns its {@code keptnContext}. */
  public String publish(Map<String, Object> event) {
    String context = Json.text(post("/v1/event", event).get("keptnContext"));
    if (context.isEmpty()) {
      throw new ApiException(
          200, "the server accepted the event but named no keptnContext; is it a Keptn API?");
    }
    return context;
  }

  private static String after(String path) {
    return (path.contains("?") ? "&" : "?") + "nextPageKey=";
  }

  private static String nextKey(@Nullable Object key, String previous) {
    String text = key == null ? "" : String.valueOf(key);
    // A server that repeats the same key would keep us here for ever.
    return text.equals("0") || text.equals(previous) ? "" : text;
  }

  private Map<String, Object> send(String method, String path, @Nullable Object body) {
    return object(accepted(exchange(request(method, path, body))).body());
  }

  private HttpResponse<String> accepted(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 == 2) {
      return answer;
    }
    throw new ApiException(answer.statusCode(), reason(answer));
  }

  private HttpRequest request(String method, String path, @Nullable Object body) {
    return builder(path)
        .timeout(ANSWER_TIMEOUT)
        .header("Content-Type", "application/json")
        .method(
            method,
            body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body)))
        .build();
  }

  private HttpRequest.Builder builder(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.api() + path));
    if (!endpoint.token().isEmpty()) {
      request.header("x-token", endpoint.token());
    }
    return request;
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    return exchange(request, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return http.send(request, body);
    } catch (IOException unreachable) {
      throw new ApiException(unreachable(unreachable), unreachable);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ApiException("interrupted while waiting for " + endpoint.api(), interrupted);
    }
  }

  private String unreachable(IOException cause) {
    return ("cannot reach the API at %s (from %s): %s. Start a server with \"evenkeel up\","
            + " or name another with --endpoint or EVENKEEL_ENDPOINT")
        .formatted(endpoint.api(), endpoint.origin(), describe(cause));
  }

  private static String describe(IOException cause) {
    if (cause instanceof ConnectException) {
      return "nothing answers there";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private static Map<String, Object> object(String text) {
    return Json.object(value(text));
  }

  /** Returns what an answer says; {@code null} if it is no JSON, such as a proxy's page. */
  private static @Nullable Object value(String text) {
    try {
      return text.isBlank() ? null : Json.parse(text);
    } catch (IllegalArgumentException notJson) {
      return null;
    }
  }

  private String reason(HttpResponse<String> answer) {
    String message = Json.text(object(answer.body()).get("message"));
    if (answer.statusCode() == 401) {
      return unauthenticated(message);
    }
    return message.isEmpty() ? withoutMessage(answer) : message;
  }

  private String unauthenticated(String message) {
    String given = endpoint.token().isEmpty() ? "no token was sent" : "the token was refused";
    return ("%s: %s. Give the API token with --token or EVENKEEL_API_TOKEN (\"evenkeel up\""
            + " keeps its own in the file api-token of its data folder), or store it with"
            + " \"evenkeel auth --endpoint=%s --api-token=TOKEN\"")
        .formatted(
            message.isEmpty() ? "You are not authenticated" : message, given, endpoint.api());
  }

  private static String withoutMessage(HttpResponse<String> answer) {
    return switch (answer.statusCode()) {
      case 403 -> "You do not have enough permissions";
      case 404 -> answer.uri() + " was not found; does the endpoint end in /api?";
      case 500 -> "Keptn API seems to be down";
      default -> "error with status code " + answer.statusCode();
    };
  }
}
