package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.kit.Repeat;
import io.evenkeel.model.Json;
import io.evenkeel.model.shipyard.Shipyard;
import io.evenkeel.shipyard.ProjectTable.Project;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a project: its files first, so that a refusal changes nothing, then its record with
 * everything that belongs to it, at last its events.
 *
 * <p>Source: sequences.md §6.3. Unlike the original, a failure leaves the project as it was.
 */
final class ProjectRemoval {

  private static final Logger LOG = LoggerFactory.getLogger(ProjectRemoval.class);
  private static final int BATCH = 1000;

  /** How many batches a client is kept waiting for; what is left goes afterwards. */
  private static final int BATCHES = 50;

  private final Platform platform;
  private final ResourceClient resources;
  private final Upstreams upstreams;

  ProjectRemoval(Platform platform, ResourceClient resources, Upstreams upstreams) {
    this.platform = platform;
    this.resources = resources;
    this.upstreams = upstreams;
  }

  Future<ApiResponse> delete(ApiRequest request) {
    String name = request.path("project");
    LifecycleEvents events =
        LifecycleEvents.start(platform, "project.delete", Map.of("project", name));
    return Future.all(ProjectTable.get(platform.database().reader(), name), resources.upstreams())
        .compose(both -> remove(name, both.resultAt(0))
            .compose(gone -> events.succeeded(Map.of()))
            .recover(cause -> events.failed(notDeleted(cause), Map.of()))
            .compose(told -> forgetEvents(name))
            .map(done -> farewell(
                name, both.resultAt(0), Json.text(Json.at(both.resultAt(1), name, "remoteURL")))))
        .map(farewell -> ApiResponse.json(200, Map.of("message", farewell)));
  }

  private Future<Void> remove(String name, Optional<Project> project) {
    return resources
        .deleteProject(name)
        .compose(
            deleted -> upstreams.release(name, project.map(Project::provisioned).orElse(false)))
        .compose(released -> platform.mesh().transaction(outbox -> ProjectTable.delete(
                outbox.client(), name)
            .compose(gone -> forget(outbox.client(), name))));
  }

  private static Refusal notDeleted(Throwable cause) {
    return new Refusal(500, "could not delete project: " + cause.getMessage());
  }

  /** What belongs to a project, or is left over from an equally named former one. */
  static Future<Void> forget(SqlClient client, String project) {
    return OpenEventTable.forget(client, project)
        .compose(gone -> StateTable.forget(client, project))
        .compose(gone -> ExecutionTable.forget(client, project))
        .compose(gone -> PauseTable.forget(client, project))
        .compose(gone -> HeldStartTable.forget(client, project))
        .compose(gone -> LastEventTable.forget(client, project));
  }

  /** Only those there are by now: an equally named project may begin at any moment. */
  private Future<Void> forgetEvents(String project) {
    return EventLog.lastPosition(platform.database().reader()).compose(last -> {
      AtomicInteger batches = new AtomicInteger();
      return Repeat.whileTrue(() ->
              forgetSome(project, last).map(more -> more && batches.incrementAndGet() < BATCHES))
          .onSuccess(done -> {
            if (batches.get() == BATCHES) {
              forgetRest(project, last);
            }
          });
    });
  }

  /** Yields whether there may be more. */
  private Future<Boolean> forgetSome(String project, long last) {
    return platform
        .database()
        .transaction(client -> EventLog.forgetProject(client, project, last, BATCH))
        .map(deleted -> deleted == BATCH);
  }

  private void forgetRest(String project, long last) {
    Repeat.whileTrue(() -> forgetSome(project, last)).onFailure(cause -> LOG.atWarn()
        .addKeyValue("project", project)
        .setCause(cause)
        .log("events of a deleted project are left; they go with their age"));
  }

  private static String farewell(String name, Optional<Project> project, String remoteUrl) {
    if (project.isEmpty()) {
      return ("Project %s cannot be retrieved anymore. Any Git upstream of the project will not be"
              + " deleted.\nShipyard of project %s cannot be retrieved anymore. After deleting the"
              + " project, the namespaces containing the services are still available. This may"
              + " cause problems if a project with the same name is created later.")
          .formatted(name, name);
    }
    String stages = Shipyard.parse(project.get().shipyard()).stages().stream()
        .map(stage -> "%s-%s".formatted(name, stage.name()))
        .map(
            namespace -> ("- A potentially created namespace %s is not managed by Keptn anymore but"
                    + " is not deleted. If you would like to delete this namespace, please execute"
                    + " 'kubectl delete ns %s'")
                .formatted(namespace, namespace))
        .collect(Collectors.joining("\n"));
    return "The Git upstream of the project will not be deleted: %s\n%s"
        .formatted(remoteUrl, stages);
  }
}
