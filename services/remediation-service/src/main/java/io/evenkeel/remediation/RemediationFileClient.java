package io.evenkeel.remediation;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.ServiceApi;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.remediation.Remediations;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code remediation.yaml} of a service from the resource-service, at the commit the run
 * is pinned to.
 *
 * <p>Source: remediation.md §1, §6 R4.
 */
final class RemediationFileClient {

  private static final int UNAVAILABLE = 503;

  private final ServiceApi api;

  RemediationFileClient(ServiceApi api) {
    this.api = api;
  }

  /** Yields the file, empty if there is none to be read; fails where trying again may help. */
  Future<Optional<String>> read(KeptnEvent triggered) {
    ApiRequest request = new ApiRequest(
        "getResource",
        Map.of(
            "project", triggered.project(),
            "stage", triggered.stage(),
            "service", triggered.service(),
            "uri", Remediations.RESOURCE),
        triggered.gitCommitId().isEmpty()
            ? Map.of()
            : Map.of("gitCommitID", triggered.gitCommitId()),
        "");
    return api.call("resource-service", request).compose(RemediationFileClient::content);
  }

  private static Future<Optional<String>> content(ApiResponse response) {
    if (response.succeeded()) {
      String content = Json.text(response.object().get("resourceContent"));
      byte[] file = Base64.getDecoder().decode(content);
      return Future.succeededFuture(Optional.of(new String(file, StandardCharsets.UTF_8)));
    }
    return response.status() == UNAVAILABLE
        ? Future.failedFuture(new IllegalStateException(response.message()))
        : Future.succeededFuture(Optional.empty());
  }
}
