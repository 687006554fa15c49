package io.evenkeel.prometheus;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.ServiceApi;
import io.evenkeel.model.Json;
import io.evenkeel.model.sli.SliFile;
import io.evenkeel.model.sli.SliRequest;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code prometheus/sli.yaml} of project, stage and service from the resource-service.
 *
 * <p>Source: prometheus.md §3.
 */
final class SliFileClient {

  private static final int UNAVAILABLE = 503;

  private final ServiceApi api;

  SliFileClient(ServiceApi api) {
    this.api = api;
  }

  /**
   * Yields the merged file. Fails with an {@link IllegalArgumentException} if a level cannot be
   * read, and otherwise where trying again may help.
   */
  Future<SliFile> read(SliRequest request) {
    Future<Optional<String>> project = level("", "", request);
    Future<Optional<String>> stage = level(request.stage(), "", request);
    Future<Optional<String>> service = level(request.stage(), request.service(), request);
    return Future.all(project, stage, service)
        .map(read -> read.<Optional<String>>list())
        .map(levels -> SliFile.merge(levels.stream().flatMap(Optional::stream).toList()));
  }

  private Future<Optional<String>> level(String stage, String service, SliRequest request) {
    Map<String, String> path = Map.of(
        "project", request.project(), "stage", stage, "service", service, "uri", SliFile.URI);
    return api.call("resource-service", ApiRequest.of("getResource", path))
        .compose(SliFileClient::content);
  }

  private static Future<Optional<String>> content(ApiResponse response) {
    if (response.succeeded()) {
      byte[] content =
          Base64.getDecoder().decode(Json.text(response.object().get("resourceContent")));
      return Future.succeededFuture(Optional.of(new String(content, StandardCharsets.UTF_8)));
    }
    String reason = response.message();
    if (reason.toLowerCase(Locale.ROOT).contains("resource not found")) {
      return Future.succeededFuture(Optional.empty());
    }
    return response.status() == UNAVAILABLE
        ? Future.failedFuture(new IllegalStateException(reason))
        : Future.failedFuture(new IllegalArgumentException(reason));
  }
}
