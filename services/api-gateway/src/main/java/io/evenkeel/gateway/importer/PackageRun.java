package io.evenkeel.gateway.importer;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.ServiceApi;
import io.evenkeel.model.Json;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of a package one after the other. The first failure ends it; what was done before
 * stays done, as in the original.
 *
 * <p>Source: rest-api.md §5.4.
 */
final class PackageRun {

  private static final String CREATE_SERVICE = "keptn-api-v1-create-service";
  private static final String CREATE_SECRET = "keptn-api-v1-uniform-create-secret";
  private static final String SUBSCRIBE_WEBHOOK =
      "keptn-api-v1-uniform-create-webhook-subscription";
  private static final String CONTROL_PLANE = "shipyard-controller";

  static final Set<String> ACTIONS = Set.of(CREATE_SERVICE, CREATE_SECRET, SUBSCRIBE_WEBHOOK);

  private final ServiceApi api;
  private final String project;
  private final PackageArchive archive;
  /** By id, what templates of later tasks may refer to. */
  private final Map<String, Object> done = new LinkedHashMap<>();

  private final List<Object> answers = new ArrayList<>();

  PackageRun(ServiceApi api, String project, PackageArchive archive) {
    this.api = api;
    this.project = project;
    this.archive = archive;
  }

  /** The tasks with their answers; fails with an {@link IllegalArgumentException} that says why. */
  Future<List<Object>> run(Manifest manifest) {
    Future<Void> ran = Future.succeededFuture();
    for (Manifest.Task task : manifest.tasks()) {
      ran = ran.compose(before -> task.isApi() ? call(task) : upload(task));
    }
    return ran.map(all -> answers);
  }

  private Future<Void> call(Manifest.Task task) {
    Map<String, Object> seen = context(task);
    String payload = new String(rendered(task, seen), StandardCharsets.UTF_8);
    return send(task, payload)
        .map(answer -> accepted("execution of task %s failed".formatted(task.id()), answer))
        .map(answer -> {
          answers.add(remember(task, seen, answer));
          return null;
        });
  }

  private Future<ApiResponse> send(Manifest.Task task, String payload) {
    return switch (task.action()) {
      case CREATE_SERVICE ->
        api.call(
            CONTROL_PLANE, ApiRequest.of("createService", Map.of("project", project), payload));
      case CREATE_SECRET ->
        api.call("secret-service", ApiRequest.of("createSecret", Map.of(), payload));
      default -> subscribe(task, payload);
    };
  }

  private Future<ApiResponse> subscribe(Manifest.Task task, String payload) {
    ApiRequest lookup =
        new ApiRequest("getRegistrations", Map.of(), Map.of("name", "webhook-service"), "");
    return api.call(CONTROL_PLANE, lookup)
        .map(answer -> accepted("execution of task %s failed".formatted(task.id()), answer))
        .compose(answer -> {
          List<@Nullable Object> found = Json.list(Json.parse(answer.body()));
          if (found.isEmpty()) {
            throw new IllegalArgumentException(
                "execution of task %s failed: no integration named webhook-service is registered"
                    .formatted(task.id()));
          }
          String id = Json.text(Json.object(found.get(0)).get("id"));
          return api.call(
              CONTROL_PLANE,
              ApiRequest.of("createSubscription", Map.of("integrationID", id), payload));
        });
  }

  private Future<Void> upload(Manifest.Task task) {
    Map<String, Object> seen = context(task);
    String content = Base64.getEncoder().encodeToString(rendered(task, seen));
    String body = Json.write(Map.of(
        "resources",
        List.of(Map.of("resourceURI", task.resourceUri(), "resourceContent", content))));
    return stages(task).compose(stages -> {
      Future<Map<String, Object>> sent = Future.succeededFuture(Map.of());
      for (String stage : stages) {
        sent = sent.compose(before -> api.call(
                "resource-service", ApiRequest.of("createResources", place(task, stage), body))
            .map(answer -> accepted("resource task id %s failed".formatted(task.id()), answer))
            .map(answer -> remember(task, seen, answer)));
      }
      return sent.map(last -> {
        answers.add(last);
        return null;
      });
    });
  }

  private Map<String, String> place(Manifest.Task task, String stage) {
    return task.service().isEmpty()
        ? Map.of("project", project, "stage", stage)
        : Map.of("project", project, "stage", stage, "service", task.service());
  }

  private Future<List<String>> stages(Manifest.Task task) {
    if (!task.stage().isEmpty()) {
      return Future.succeededFuture(List.of(task.stage()));
    }
    return api.call(CONTROL_PLANE, ApiRequest.of("getProject", Map.of("project", project)))
        .map(answer ->
            accepted("error retrieving stages for project " + project, answer).object())
        .map(found -> Json.list(found.get("stages")).stream()
            .map(stage -> Json.text(Json.object(stage).get("stageName")))
            .toList());
  }

  /** What the file's template sees; the values of its context are rendered first. */
  private Map<String, Object> context(Manifest.Task task) {
    Map<String, Object> inputs = Map.of("Inputs", Map.of("project", project), "Tasks", done);
    Map<String, Object> values = new LinkedHashMap<>();
    task.context().forEach((key, value) -> {
      try {
        values.put(key, Template.render(value, inputs));
      } catch (IllegalArgumentException unknown) {
        throw new IllegalArgumentException(
            "error setting up task %s: error rendering value for context key %s: %s"
                .formatted(task.id(), key, unknown.getMessage()),
            unknown);
      }
    });
    Map<String, Object> seen = new LinkedHashMap<>();
    seen.put("Project", project);
    seen.put("Task", task.fields());
    seen.put("Context", values);
    return seen;
  }

  private byte[] rendered(Manifest.Task task, Map<String, Object> seen) {
    byte[] content = archive.file(task.file()).orElseThrow();
    if (!Template.isTemplate(content)) {
      return content;
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return Template.render(text, seen).getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException | IllegalArgumentException unfit) {
      throw new IllegalArgumentException(
          "error setting up task %s: error rendering %s: %s"
              .formatted(task.id(), task.file(), unfit.getMessage()),
          unfit);
    }
  }

  private static ApiResponse accepted(String failure, ApiResponse answer) {
    if (answer.succeeded()) {
      return answer;
    }
    int status = answer.status();
    String reason = HttpResponseStatus.valueOf(status).reasonPhrase();
    throw new IllegalArgumentException(
        "%s: received unsuccessful http status <%d: %d %s>: task failed"
            .formatted(failure, status, status, reason));
  }

  /** Of a task that ran for several stages, the last answer counts, as in the original. */
  private Map<String, Object> remember(
      Manifest.Task task, Map<String, Object> seen, ApiResponse answer) {
    Object response = answer.body().isEmpty() ? Map.of() : Json.parse(answer.body());
    Map<String, Object> later = new LinkedHashMap<>(seen);
    later.put("Response", response);
    done.put(task.id(), later);
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("task", seen);
    entry.put("response", response);
    return entry;
  }
}
