package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.model.shipyard.StageDefinition;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Stages and their services.
 *
 * <p>Source: rest-api.md §§4.2, 4.3, sequences.md §6.4.
 */
final class StageApi {

  private static final Pattern FORBIDDEN = Pattern.compile("\\.|\\.\\.|.*[/><|:&].*");
  private static final ApiResponse DONE = ApiResponse.json(200, Map.of("message", ""));

  private final Platform platform;
  private final ControllerConfig config;
  private final ResourceClient resources;

  StageApi(Platform platform, ControllerConfig config, ResourceClient resources) {
    this.platform = platform;
    this.config = config;
    this.resources = resources;
  }

  Future<ApiResponse> stages(ApiRequest request) {
    Page page = Page.withTextKey(request);
    return view(request).map(view -> list("stages", view.stages(), page));
  }

  Future<ApiResponse> stage(ApiRequest request) {
    return view(request)
        .map(view -> ApiResponse.json(200, known(view.stage(request.path("stage")), "stage")));
  }

  Future<ApiResponse> services(ApiRequest request) {
    Page page = Page.withTextKey(request);
    String stage = request.path("stage");
    return view(request).map(view -> {
      known(view.stage(stage), "stage");
      return list("services", view.services(stage), page);
    });
  }

  Future<ApiResponse> service(ApiRequest request) {
    String stage = request.path("stage");
    return view(request).map(view -> {
      known(view.stage(stage), "stage");
      return ApiResponse.json(200, known(view.service(stage, request.path("service")), "service"));
    });
  }

  /** The project of a request; refused with 404 {@code project not found}. */
  private Future<ProjectView> view(ApiRequest request) {
    return ProjectTable.get(platform.database().reader(), request.path("project"))
        .map(found -> known(found, "project"))
        .compose(project -> ProjectView.load(platform.database().reader(), project));
  }

  private static <T> T known(Optional<T> found, String what) {
    return found.orElseThrow(() -> new Refusal(404, what + " not found"));
  }

  private static ApiResponse list(String name, List<Map<String, Object>> all, Page page) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put(name, page.of(all));
    page.addTextKey(json, all.size());
    return ApiResponse.json(200, json);
  }

  Future<ApiResponse> createService(ApiRequest request) {
    String project = request.path("project");
    String service = serviceName(request.body());
    LifecycleEvents events = LifecycleEvents.start(
        platform, "service.create", Map.of("project", project, "service", service));
    return view(request)
        .recover(cause -> Future.failedFuture(new Refusal(
            404, "could not get stages of project %s: project not found".formatted(project))))
        .compose(view -> events
            .started()
            .compose(started -> create(view, service))
            .compose(created -> events.succeeded(Map.of()))
            .recover(cause -> events.failed(cause, Map.of())))
        .map(done -> DONE);
  }

  private Future<Void> create(ProjectView view, String service) {
    String project = view.project().name();
    if (view.services().stream().anyMatch(row -> row.name().equals(service))) {
      return Future.failedFuture(new Refusal(409, "service already exists"));
    }
    Future<Void> created = Future.succeededFuture();
    for (StageDefinition stage : view.shipyard().stages()) {
      created = created.compose(previous -> createIn(project, stage.name(), service));
    }
    String createdAt = LastEventTable.nanos(platform.clock().instant());
    return created.compose(ready -> platform
        .mesh()
        .transaction(
            outbox -> ProjectTable.addService(outbox.client(), project, service, createdAt))
        .mapEmpty());
  }

  /** A folder that is there already, from an attempt that was cut off, is taken over. */
  private Future<Void> createIn(String project, String stage, String service) {
    return resources
        .createService(project, stage, service)
        .recover(cause -> cause instanceof Refusal refusal && refusal.status() == 409
            ? Future.succeededFuture()
            : Future.failedFuture(new Refusal(
                500,
                "could not create service %s in stage %s of project %s: %s"
                    .formatted(service, stage, project, cause.getMessage()))));
  }

  private String serviceName(String body) {
    String name = RequestBody.text(RequestBody.read(body), "serviceName");
    if (name.isEmpty()) {
      throw new Refusal(400, "must provide a service name");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > config.serviceNameMaxSize()) {
      throw new Refusal(
          400,
          "project name exceeds maximum size of %d characters"
              .formatted(config.serviceNameMaxSize()));
    }
    if (FORBIDDEN.matcher(name).matches()) {
      throw new Refusal(
          400,
          "Service name contains special character(s). The service name has to be a"
              + " valid Unix directory name. For details see"
              + " https://www.cyberciti.biz/faq/linuxunix-rules-for-naming-file-and-directory-names/");
    }
    return name;
  }

  Future<ApiResponse> deleteService(ApiRequest request) {
    String project = request.path("project");
    String service = request.path("service");
    LifecycleEvents events = LifecycleEvents.start(
        platform, "service.delete", Map.of("project", project, "service", service));
    return view(request)
        .recover(cause -> Future.failedFuture(new Refusal(
            404, "could not retrieve stages of project %s: project not found".formatted(project))))
        .compose(view -> events
            .started()
            .compose(started -> delete(view, service))
            .compose(deleted -> events.succeeded(Map.of()))
            .recover(cause -> events.failed(cause, Map.of())))
        .map(done -> DONE);
  }

  private Future<Void> delete(ProjectView view, String service) {
    String project = view.project().name();
    Future<Void> deleted = Future.succeededFuture();
    for (StageDefinition stage : view.shipyard().stages()) {
      deleted = deleted.compose(previous -> deleteIn(project, stage.name(), service));
    }
    return deleted.compose(gone -> platform.mesh().transaction(outbox -> ProjectTable.deleteService(
            outbox.client(), project, service)
        .compose(removed -> LastEventTable.forgetService(outbox.client(), project, service))));
  }

  private Future<Void> deleteIn(String project, String stage, String service) {
    return resources
        .deleteService(project, stage, service)
        .recover(cause -> Future.failedFuture(new Refusal(
            500,
            "could not delete service %s from stage %s: %s"
                .formatted(service, stage, cause.getMessage()))));
  }
}
