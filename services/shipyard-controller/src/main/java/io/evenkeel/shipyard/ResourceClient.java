package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Refusal;
import io.evenkeel.kit.ServiceApi;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The resource service as the control plane uses it. A refused call fails with its {@link Refusal}.
 */
final class ResourceClient {

  private static final String SERVICE = "resource-service";

  private final ServiceApi api;

  ResourceClient(ServiceApi api) {
    this.api = api;
  }

  /**
   * With {@code gitCredentials}, which may be empty, the project is made on that upstream;
   * {@code creation} is what {@link #undoCreation} knows it by.
   */
  Future<Void> createProject(String project, Map<String, Object> gitCredentials, String creation) {
    Map<String, Object> body =
        Map.of("projectName", project, "gitCredentials", gitCredentials, "creation", creation);
    return call(ApiRequest.of("createProject", Map.of(), Json.write(body)))
        .recover(cause -> Future.failedFuture(upstreamProblem("", cause)));
  }

  /** Gives the project another upstream, or other credentials for the one it has. */
  Future<Void> updateProject(String project, Map<String, Object> gitCredentials) {
    String body = Json.write(Map.of("gitCredentials", gitCredentials));
    return call(ApiRequest.of("updateProject", Map.of("project", project), body))
        .recover(cause -> Future.failedFuture(
            upstreamProblem("failed to update project '%s': ".formatted(project), cause)));
  }

  /** What clients may see of the projects' upstreams, by project; empty if nobody answers. */
  Future<Map<String, Object>> upstreams() {
    return api.call(SERVICE, ApiRequest.of("getUpstreams", Map.of()))
        .map(answer ->
            answer.succeeded() ? Json.object(answer.object().get("upstreams")) : Map.of());
  }

  /** In the words that clients know (rest-api.md §4.1), with whatever explains them. */
  private static Throwable upstreamProblem(String prefix, Throwable cause) {
    if (!(cause instanceof Refusal refusal)) {
      return cause;
    }
    String text = String.valueOf(refusal.getMessage());
    if (refusal.status() == 404 || text.startsWith("Upstream repository not found")) {
      return new Refusal(404, prefix + explained("upstream repository not found", text));
    }
    return new Refusal(
        refusal.status(),
        prefix + (refusal.status() == 424 ? explained("invalid git token", text) : text));
  }

  private static String explained(String known, String text) {
    return text.toLowerCase(Locale.ROOT).startsWith(known)
        ? known + text.substring(known.length())
        : "%s: %s".formatted(known, text);
  }

  Future<Void> deleteProject(String project) {
    return call(ApiRequest.of("deleteProject", Map.of("project", project)))
        .recover(cause -> isUnknown(cause) ? Future.succeededFuture() : Future.failedFuture(cause));
  }

  /** Deletes what {@code createProject} made, if it made anything: never somebody else's. */
  Future<Void> undoCreation(String project, String creation) {
    return call(new ApiRequest(
        "deleteProject", Map.of("project", project), Map.of("creation", creation), ""));
  }

  Future<Void> createStage(String project, String stage) {
    return call(ApiRequest.of(
        "createStage", Map.of("project", project), Json.write(Map.of("stageName", stage))));
  }

  Future<Void> createService(String project, String stage, String service) {
    return call(ApiRequest.of(
        "createService",
        Map.of("project", project, "stage", stage),
        Json.write(Map.of("serviceName", service))));
  }

  /** A service that is not there counts as deleted. */
  Future<Void> deleteService(String project, String stage, String service) {
    return call(ApiRequest.of(
            "deleteService", Map.of("project", project, "stage", stage, "service", service)))
        .recover(cause -> isUnknown(cause) ? Future.succeededFuture() : Future.failedFuture(cause));
  }

  Future<Void> writeShipyard(String project, String text) {
    String content = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    Map<String, Object> body = Map.of(
        "resources", List.of(Map.of("resourceURI", "shipyard.yaml", "resourceContent", content)));
    return call(ApiRequest.of("updateResources", Map.of("project", project), Json.write(body)));
  }

  private Future<Void> call(ApiRequest request) {
    return api.call(SERVICE, request).compose(ResourceClient::checked);
  }

  private static Future<Void> checked(ApiResponse answer) {
    return answer.succeeded()
        ? Future.succeededFuture()
        : Future.failedFuture(new Refusal(answer.status(), answer.message()));
  }

  private static boolean isUnknown(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.status() == 404;
  }
}
