package io.evenkeel.gateway.importer;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Blocking;
import io.evenkeel.kit.Refusal;
import io.evenkeel.kit.ServiceApi;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code importPackage}. A package is held in memory while its tasks run, so only a few are taken
 * at a time. Not for concurrent use: one event loop owns it.
 *
 * <p>Source: rest-api.md §5.4.
 */
public final class ImportOperations {

  private static final int MOST_AT_ONCE = 2;
  private static final String MANIFEST = "manifest.yaml";

  private final Vertx vertx;
  private final ServiceApi api;
  private int running;

  public ImportOperations(Vertx vertx, ServiceApi api) {
    this.vertx = vertx;
    this.api = api;
  }

  /**
   * Runs the package in the request's body, which is the zip file as ISO-8859-1: one character a
   * byte.
   */
  public Future<ApiResponse> importPackage(ApiRequest request) {
    if (running >= MOST_AT_ONCE) {
      return Future.failedFuture(new Refusal(
          503, "%d packages are being imported; try again in a moment".formatted(running)));
    }
    running++;
    String project = request.query("project");
    return exists(project)
        .compose(found -> Blocking.run(
            vertx, () -> PackageArchive.open(request.body().getBytes(StandardCharsets.ISO_8859_1))))
        .compose(archive -> run(project, archive))
        .onComplete(ended -> running--);
  }

  private Future<ApiResponse> exists(String project) {
    return api.call("shipyard-controller", ApiRequest.of("getProject", Map.of("project", project)))
        .map(answer -> {
          if (answer.status() == 404) {
            throw new Refusal(404, "project %s does not exist".formatted(project));
          }
          if (!answer.succeeded()) {
            throw new Refusal(
                424,
                "error checking for project %s existence : %s"
                    .formatted(project, answer.message()));
          }
          return answer;
        });
  }

  private Future<ApiResponse> run(String project, PackageArchive archive) {
    byte[] manifest = archive
        .file(MANIFEST)
        .orElseThrow(() -> PackageArchive.refused("it has no " + MANIFEST + " at its root"));
    return Future.succeededFuture(manifest)
        .map(yaml -> Manifest.parse(new String(yaml, StandardCharsets.UTF_8), archive))
        .compose(parsed -> new PackageRun(api, project, archive).run(parsed))
        .map(tasks -> {
          Map<String, Object> done = new LinkedHashMap<>();
          done.put("outcome", "success");
          done.put("tasks", tasks);
          return ApiResponse.json(200, done);
        })
        .recover(cause -> cause instanceof IllegalArgumentException wrong
            ? Future.failedFuture(
                new Refusal(400, "Error processing import archive: " + wrong.getMessage()))
            : Future.failedFuture(cause));
  }
}
