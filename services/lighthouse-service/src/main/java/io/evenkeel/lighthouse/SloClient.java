package io.evenkeel.lighthouse;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.ServiceApi;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code slo.yaml} of a service from the resource-service.
 *
 * <p>Source: evaluation.md §7.1. Whatever is answered with 404 means there is none.
 */
final class SloClient {

  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final ServiceApi api;

  SloClient(ServiceApi api) {
    this.api = api;
  }

  /**
   * Yields the file in base64, empty if there is none or it has no content; fails with
   * {@link SloUnreadable} if it cannot be read, and otherwise where trying again may help.
   */
  Future<Optional<String>> read(KeptnEvent triggered) {
    ApiRequest request = new ApiRequest(
        "getResource",
        Map.of(
            "project", triggered.project(),
            "stage", triggered.stage(),
            "service", triggered.service(),
            "uri", "slo.yaml"),
        triggered.gitCommitId().isEmpty()
            ? Map.of()
            : Map.of("gitCommitID", triggered.gitCommitId()),
        "");
    return api.call("resource-service", request).compose(SloClient::content);
  }

  private static Future<Optional<String>> content(ApiResponse response) {
    if (response.succeeded()) {
      String content = Json.text(response.object().get("resourceContent"));
      return Future.succeededFuture(Optional.of(content).filter(text -> !text.isEmpty()));
    }
    String reason = response.message();
    String lower = reason.toLowerCase(Locale.ROOT);
    if (lower.contains("not found") && lower.contains("could not check out ")) {
      return Future.failedFuture(new SloUnreadable("could not checkout the SLO"));
    }
    return switch (response.status()) {
      case NOT_FOUND -> Future.succeededFuture(Optional.empty());
      case UNAVAILABLE -> Future.failedFuture(new IllegalStateException(reason));
      default -> Future.failedFuture(new SloUnreadable(reason));
    };
  }

  /** Why a {@code slo.yaml} could not be read. */
  static final class SloUnreadable extends RuntimeException {
    SloUnreadable(String message) {
      super(message, null, false, false);
    }
  }
}
