package io.evenkeel.jobexecutor;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.ServiceApi;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.job.JobConfig;
import io.evenkeel.model.job.JobConfigLookup;
import io.evenkeel.model.job.JobConfigLookup.Step;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the {@code job/config.yaml} for an event in the resource service. */
final class JobConfigClient {

  private static final int NOT_FOUND = 404;

  private final ServiceApi api;

  JobConfigClient(ServiceApi api) {
    this.api = api;
  }

  /**
   * Yields the text of the first file found, from service to project level. Fails if the resource
   * service cannot tell whether there is one, so that the event is looked at again later.
   */
  Future<Optional<String>> find(KeptnEvent event) {
    return find(JobConfigLookup.steps(event));
  }

  private Future<Optional<String>> find(List<Step> steps) {
    if (steps.isEmpty()) {
      return Future.succeededFuture(Optional.empty());
    }
    return api.call("resource-service", request(steps.get(0)))
        .compose(answer -> answer.status() == NOT_FOUND
            ? find(steps.subList(1, steps.size()))
            : content(answer).map(Optional::of));
  }

  private static ApiRequest request(Step step) {
    Map<String, String> path = new HashMap<>();
    path.put("project", step.project());
    path.put("uri", JobConfig.RESOURCE);
    if (!step.stage().isEmpty()) {
      path.put("stage", step.stage());
    }
    if (!step.service().isEmpty()) {
      path.put("service", step.service());
    }
    Map<String, String> query =
        step.commit().isEmpty() ? Map.of() : Map.of("gitCommitID", step.commit());
    return new ApiRequest("getResource", path, query, "");
  }

  private static Future<String> content(ApiResponse answer) {
    if (!answer.succeeded()) {
      return Future.failedFuture("%s could not be read: %d %s"
          .formatted(JobConfig.RESOURCE, answer.status(), answer.message()));
    }
    byte[] file = Base64.getMimeDecoder().decode(Json.text(answer.object().get("resourceContent")));
    return Future.succeededFuture(new String(file, StandardCharsets.UTF_8));
  }
}
