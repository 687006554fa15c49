package io.evenkeel.shipyard;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What makes repositories for projects that come without one: {@code POST} and {@code DELETE
 * <url>/repository} with {@code {project, namespace}}. Answers are awaited for half a minute.
 *
 * <p>Source: sequences.md §6.1.
 */
final class ProvisionerClient {

  private static final String REFUSED = "Error provisioning a project instance: ";
  private static final int PATIENCE_S = 30;

  private final HttpClient http;
  private final String url;
  private final String namespace;

  ProvisionerClient(Vertx vertx, String url, String namespace) {
    this.http = vertx.createHttpClient();
    this.url = url;
    this.namespace = namespace;
  }

  /** Yields the credentials of a new repository; refused with 424 and the reason. */
  Future<Map<String, Object>> create(String project) {
    return send(HttpMethod.POST, project)
        .recover(cause -> Future.failedFuture(refused(String.valueOf(cause.getMessage()))))
        .compose(answer -> isGood(answer)
            ? answer.body().map(body -> credentials(body.toString()))
            : Future.failedFuture(refused(answer.statusMessage())));
  }

  /** Gives a project's repository back. */
  Future<Void> delete(String project) {
    return send(HttpMethod.DELETE, project)
        .compose(answer -> isGood(answer)
            ? Future.succeededFuture()
            : Future.failedFuture(new Refusal(answer.statusCode(), answer.statusMessage())));
  }

  private Future<HttpClientResponse> send(HttpMethod method, String project) {
    RequestOptions options = new RequestOptions()
        .setMethod(method)
        .setAbsoluteURI(url + "/repository")
        .putHeader("content-type", "application/json");
    String body = Json.write(Map.of("project", project, "namespace", namespace));
    return http.request(options)
        .compose(request -> request.send(body))
        .timeout(PATIENCE_S, TimeUnit.SECONDS);
  }

  private static boolean isGood(HttpClientResponse answer) {
    return answer.statusCode() / 100 == 2;
  }

  private static Map<String, Object> credentials(String body) {
    Map<String, Object> made;
    try {
      made = Json.parseObject(body);
    } catch (IllegalArgumentException malformed) {
      throw refused("cannot parse the response");
    }
    Map<String, Object> credentials = new LinkedHashMap<>();
    credentials.put("remoteURL", Json.text(made.get("gitRemoteURL")));
    credentials.put("user", Json.text(made.get("gitUser")));
    credentials.put(
        "https", Map.of("token", Json.text(made.get("gitToken")), "insecureSkipTLS", false));
    return credentials;
  }

  private static Refusal refused(String reason) {
    return new Refusal(424, REFUSED + reason);
  }
}
