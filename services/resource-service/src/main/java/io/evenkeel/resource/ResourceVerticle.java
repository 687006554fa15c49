package io.evenkeel.resource;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Keeps the files of projects, stages and services in Git repositories and answers for them
 * (resources.md). Each operation works on the level that its path names.
 */
public final class ResourceVerticle extends VerticleBase {

  /** The name this service is called by. */
  public static final String SERVICE = "resource-service";

  private final Platform platform;
  private final ResourceConfig config;
  private Future<GitClient> git = Future.failedFuture("not started");

  public ResourceVerticle(Platform platform) {
    this.platform = platform;
    this.config = ResourceConfig.from(platform.settings());
  }

  @Override
  public Future<?> start() {
    git = GitClient.open(platform.vertx(), config, platform.clock());
    return git.compose(opened -> platform.api().serve(SERVICE, operations(opened)));
  }

  @Override
  public Future<?> stop() {
    return git.compose(GitClient::close);
  }

  private Map<String, Function<ApiRequest, Future<ApiResponse>>> operations(GitClient opened) {
    ResourceOperations resources = new ResourceOperations(opened, config);
    ProjectOperations projects = new ProjectOperations(opened, config, platform.clock());
    BackupOperations backup = new BackupOperations(opened, config);
    Map<String, Function<ApiRequest, Future<ApiResponse>>> operations =
        new HashMap<>(backup.operations());
    operations.put("createResources", resources::createResources);
    operations.put("updateResources", resources::updateResources);
    operations.put("getResources", resources::getResources);
    operations.put("getResource", resources::getResource);
    operations.put("updateResource", resources::updateResource);
    operations.put("deleteResource", resources::deleteResource);
    operations.put("getHeads", resources::getHeads);
    operations.put("createProject", projects::createProject);
    operations.put("updateProject", projects::updateProject);
    operations.put("getUpstreams", projects::getUpstreams);
    operations.put("deleteProject", projects::deleteProject);
    operations.put("createStage", projects::createStage);
    operations.put("createService", projects::createService);
    operations.put("deleteService", projects::deleteService);
    return operations;
  }
}
