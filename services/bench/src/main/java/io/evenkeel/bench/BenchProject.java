package io.evenkeel.bench;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/**
 * A project of the measurement's own: one stage, one sequence of two tasks, and services, each of
 * which is a scope that runs one sequence at a time.
 */
record BenchProject(String name, List<String> tasks, int services) {

  static final String STAGE = "dev";
  private static final String SEQUENCE = "run";
  private static final String SOURCE = "bench";

  /** Creates it with a name that is new. */
  static Future<BenchProject> create(Api api, int services) {
    String unique = UUID.randomUUID().toString().substring(0, 8);
    BenchProject project = of(unique, services);
    Future<Void> created = post(api, project, new JsonObject());
    for (int index = 0; index < services; index++) {
      JsonObject service = new JsonObject().put("serviceName", service(index));
      String path = "/controlPlane/v1/project/" + project.name() + "/service";
      created = created.compose(before -> api.post(path, service).mapEmpty());
    }
    return created.map(project);
  }

  /** Creates it with a Git upstream and without services. */
  static Future<BenchProject> create(Api api, String unique, JsonObject gitCredentials) {
    BenchProject project = of(unique, 0);
    return post(api, project, new JsonObject().put("gitCredentials", gitCredentials))
        .map(project);
  }

  private static BenchProject of(String unique, int services) {
    return new BenchProject(
        "bench-" + unique, List.of("first-" + unique, "second-" + unique), services);
  }

  private static Future<Void> post(Api api, BenchProject project, JsonObject more) {
    JsonObject body =
        new JsonObject().put("name", project.name()).put("shipyard", base64(project.shipyard()));
    return api.post("/controlPlane/v1/project", body.mergeIn(more)).mapEmpty();
  }

  private String shipyard() {
    return """
        apiVersion: spec.keptn.sh/0.2.3
        kind: Shipyard
        metadata:
          name: %s
        spec:
          stages:
            - name: %s
              sequences:
                - name: %s
                  tasks:
                    - name: %s
                    - name: %s
        """.formatted(name, STAGE, SEQUENCE, tasks.get(0), tasks.get(1));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String service(int index) {
    return "service-" + index;
  }

  /** The event that starts a run in {@code context}; {@code index} chooses the service. */
  JsonObject trigger(String context, int index) {
    return event("sh.keptn.event.%s.%s.triggered".formatted(STAGE, SEQUENCE), context, data(index));
  }

  /** An event that nobody waits for: it is stored and that is all. */
  JsonObject note(String context, int index) {
    return event("sh.keptn.event.bench-note", context, data(index));
  }

  /** {@code started} or {@code finished} for an open {@code task.triggered}. */
  static JsonObject answer(JsonObject triggered, String kind) {
    JsonObject asked = triggered.getJsonObject("data");
    JsonObject data = new JsonObject()
        .put("project", asked.getString("project"))
        .put("stage", asked.getString("stage"))
        .put("service", asked.getString("service"));
    if (kind.equals("finished")) {
      data.put("status", "succeeded").put("result", "pass");
    }
    String type = triggered.getString("type");
    return event(
            type.substring(0, type.length() - "triggered".length()) + kind,
            triggered.getString("shkeptncontext"),
            data)
        .put("triggeredid", triggered.getString("id"));
  }

  private JsonObject data(int index) {
    return new JsonObject()
        .put("project", name)
        .put("stage", STAGE)
        .put("service", service(index % services));
  }

  private static JsonObject event(String type, String context, JsonObject data) {
    return new JsonObject()
        .put("specversion", "1.0")
        .put("type", type)
        .put("source", SOURCE)
        .put("shkeptncontext", context)
        .put("data", data);
  }

  /** Where the open events of a task are listed. */
  String openEvents(String task) {
    return "/controlPlane/v1/event/triggered/sh.keptn.event.%s.triggered?project=%s&pageSize=100"
        .formatted(task, name);
  }

  /** How many runs have ended, as the server sees it. */
  Future<Long> finished(Api api) {
    return api.get("/controlPlane/v1/sequence/" + name + "?state=finished&pageSize=1")
        .map(page -> page.getLong("totalCount", 0L));
  }

  /** Whether the run in {@code context} has ended, as the server sees it. */
  Future<Boolean> isFinished(Api api, String context) {
    return api.get(
            "/controlPlane/v1/sequence/%s?state=finished&keptnContext=%s".formatted(name, context))
        .map(page -> page.getLong("totalCount", 0L) > 0);
  }
}
