package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A service in a stage of a project: what a run is about. */
record Scope(String project, String stage, String service) {

  /** The members that every event's data has. */
  Map<String, Object> data() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("project", project);
    data.put("stage", stage);
    data.put("service", service);
    return data;
  }

  /** Throws {@link CommandFailure} if the server does not know the service there. */
  void check(Api api) {
    String path =
        ApiPath.controlPlane("project", project, "stage", stage, "service").toString();
    List<Map<String, Object>> services = Verb.attempt(
        "error while retrieving services of stage %s in project %s: ".formatted(stage, project),
        () -> api.all(path, "services"));
    boolean known =
        services.stream().anyMatch(entry -> Json.text(entry.get("serviceName")).equals(service));
    if (!known) {
      throw new CommandFailure(
          ("could not start sequence because service %s has not been found in project %s;"
                  + " create it with \"evenkeel create service %s --project=%s\"")
              .formatted(service, project, service, project));
    }
  }
}
