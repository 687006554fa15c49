package io.evenkeel.shipyard;

import io.evenkeel.model.Json;
import io.evenkeel.model.shipyard.Shipyard;
import io.evenkeel.model.shipyard.StageDefinition;
import io.evenkeel.shipyard.LastEventTable.Image;
import io.evenkeel.shipyard.LastEventTable.LastEvent;
import io.evenkeel.shipyard.ProjectTable.Project;
import io.evenkeel.shipyard.ProjectTable.ServiceRow;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A project with its stages and services, as JSON values.
 *
 * <p>Source: rest-api.md §4.1.
 */
record ProjectView(
    Project project,
    Shipyard shipyard,
    List<ServiceRow> services,
    List<LastEvent> lastEvents,
    List<Image> images) {

  /** What clients see of a file that says nothing. */
  private static final String UNVERSIONED = "spec.keptn.sh/0.1.7";

  static Future<ProjectView> load(SqlClient client, Project project) {
    return Future.all(
            ProjectTable.services(client, project.name()),
            LastEventTable.events(client, project.name()),
            LastEventTable.images(client, project.name()))
        .map(all -> new ProjectView(
            project,
            known(project, Shipyard.parse(project.shipyard())),
            all.resultAt(0),
            all.resultAt(1),
            all.resultAt(2)));
  }

  /** The stages in the order of their creation, even those the file no longer names. */
  private static Shipyard known(Project project, Shipyard file) {
    List<StageDefinition> stages = new ArrayList<>();
    for (String name : project.stages()) {
      stages.add(file.stage(name).orElse(new StageDefinition(name, List.of())));
    }
    file.stages().stream()
        .filter(stage -> !project.stages().contains(stage.name()))
        .forEach(stages::add);
    return new Shipyard(file.apiVersion(), stages);
  }

  /** The project with what clients see of its {@code upstream}, empty for none. */
  Map<String, Object> toMap(Map<String, Object> upstream) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("creationDate", project.createdAt());
    json.put("projectName", project.name());
    json.put("shipyard", project.shipyard());
    json.put(
        "shipyardVersion", shipyard.apiVersion().isEmpty() ? UNVERSIONED : shipyard.apiVersion());
    json.put("stages", shipyard.stages().stream().map(this::stage).toList());
    if (!upstream.isEmpty()) {
      json.put("gitCredentials", upstream);
    }
    json.put("isUpstreamAutoProvisioned", project.provisioned());
    return json;
  }

  /** All stages, sorted by name. */
  List<Map<String, Object>> stages() {
    return shipyard.stages().stream()
        .sorted(Comparator.comparing(StageDefinition::name))
        .map(this::stage)
        .toList();
  }

  Optional<Map<String, Object>> stage(String name) {
    return shipyard.stage(name).map(this::stage);
  }

  /** The services of a stage, sorted by name. */
  List<Map<String, Object>> services(String stage) {
    return services.stream()
        .sorted(Comparator.comparing(ServiceRow::name))
        .map(service -> service(stage, service))
        .toList();
  }

  Optional<Map<String, Object>> service(String stage, String name) {
    return services.stream()
        .filter(service -> service.name().equals(name))
        .map(service -> service(stage, service))
        .findFirst();
  }

  private Map<String, Object> stage(StageDefinition stage) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("stageName", stage.name());
    if (!stage.parents().isEmpty()) {
      json.put("parentStages", stage.parents());
    }
    json.put(
        "services", services.stream().map(row -> service(stage.name(), row)).toList());
    return json;
  }

  private Map<String, Object> service(String stage, ServiceRow service) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("serviceName", service.name());
    json.put("creationDate", service.createdAt());
    image(stage, service.name()).ifPresent(image -> json.put("deployedImage", image));
    Map<String, Object> last = lastEvents(stage, service.name());
    if (!last.isEmpty()) {
      json.put("lastEventTypes", last);
    }
    json.put("openRemediations", null);
    return Json.freezeObject(json);
  }

  private Optional<String> image(String stage, String service) {
    return images.stream()
        .filter(image -> image.stage().equals(stage) && image.service().equals(service))
        .map(Image::image)
        .findFirst();
  }

  private Map<String, Object> lastEvents(String stage, String service) {
    Map<String, Object> last = new LinkedHashMap<>();
    lastEvents.stream()
        .filter(event -> event.stage().equals(stage) && event.service().equals(service))
        .forEach(event -> last.put(event.type(), toMap(event)));
    return last;
  }

  private static Map<String, Object> toMap(LastEvent event) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("eventId", event.eventId());
    json.put("keptnContext", event.context());
    json.put("time", event.time());
    return json;
  }
}
