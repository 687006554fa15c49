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

  Future<Void> createProject(String project) {
    return call(
        ApiRequest.of("createProject", Map.of(), Json.write(Map.of("projectName", project))));
  }

  Future<Void> deleteProject(String project) {
    return call(ApiRequest.of("deleteProject", Map.of("project", project)))
        .recover(cause -> isUnknown(cause) ? Future.succeededFuture() : Future.failedFuture(cause));
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
