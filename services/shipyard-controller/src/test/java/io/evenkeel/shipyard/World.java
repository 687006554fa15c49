package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.await;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.EventQuery;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A running controller on a real store, a resource service of two-ended fakes, and an executor. */
final class World implements AutoCloseable {

  static final String PROJECT = "p1";

  private final TestPlatform platform;
  private final ResourceFake resources = new ResourceFake();

  World(Path directory, Map<String, String> environment) {
    platform = TestPlatform.open(directory, environment);
    await(platform.platform().api().serve("resource-service", resources.operations()));
    await(platform.vertx().deployVerticle(new ShipyardVerticle(platform.platform())));
  }

  TestPlatform platform() {
    return platform;
  }

  /** What stands in for the resource service. */
  ResourceFake resources() {
    return resources;
  }

  /** As somebody does who writes the file past the control plane. */
  void replaceShipyard(String project, String text) {
    resources.write(project, text);
  }

  ApiResponse call(
      String operation, Map<String, String> path, Map<String, String> query, String body) {
    return await(platform
        .platform()
        .api()
        .call("shipyard-controller", new ApiRequest(operation, path, query, body)));
  }

  ApiResponse createProject(String stages) {
    String yaml = "apiVersion: spec.keptn.sh/0.2.3\nspec:\n  stages:\n" + stages.indent(4);
    return createProject(PROJECT, yaml);
  }

  ApiResponse createProject(String name, String yaml) {
    return call(
        "createProject",
        Map.of(),
        Map.of(),
        Json.write(Map.of("name", name, "shipyard", base64(yaml))));
  }

  /** A project of a name nobody else has. */
  static String newName() {
    return "p" + UUID.randomUUID().toString().substring(0, 8);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Triggers {@code <stage>.<sequence>} for service {@code svc} and yields the context. */
  String trigger(String sequence) {
    return trigger(sequence, "svc", Map.of());
  }

  String trigger(String sequence, String service, Map<String, Object> more) {
    String context = UUID.randomUUID().toString();
    trigger(sequence, service, context, more);
    return context;
  }

  void trigger(String sequence, String service, String context, Map<String, Object> more) {
    String[] parts = sequence.split("\\.", -1);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("project", PROJECT);
    data.put("stage", parts[0]);
    data.put("service", service);
    data.putAll(more);
    platform.publish(KeptnEvent.of(
        UUID.randomUUID().toString(),
        EventType.sequence(parts[0], parts[1], "triggered"),
        "test",
        Instant.now(),
        context,
        data));
  }

  /** Waits for the n-th {@code <task>.triggered} of a run. */
  KeptnEvent task(String context, String task, int number) {
    String type = EventType.task(task, "triggered");
    return TestPlatform.awaitUntil(() -> events(context, type), found -> found.size() >= number)
        .get(number - 1);
  }

  KeptnEvent task(String context, String task) {
    return task(context, task, 1);
  }

  List<KeptnEvent> events(String context, String type) {
    return platform.events(context).stream()
        .filter(event -> event.type().equals(type))
        .toList();
  }

  /** The events of a type that concern a project, in whatever context. */
  List<KeptnEvent> eventsOf(String project, String type) {
    EventQuery query = EventQuery.page(1000, 0).project(project).type(type);
    return await(EventLog.find(platform.platform().database().reader(), query));
  }

  KeptnEvent finished(String context, String sequence) {
    return platform.awaitEvent(context, "sh.keptn.event." + sequence + ".finished");
  }

  void start(KeptnEvent task) {
    answer(task, "started", Map.of("status", "succeeded"));
  }

  void finish(KeptnEvent task, String result) {
    answer(task, "finished", Map.of("status", "succeeded", "result", result));
  }

  void carryOut(KeptnEvent task, String result) {
    start(task);
    finish(task, result);
  }

  void answer(KeptnEvent task, String kind, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("project", task.project());
    data.put("stage", task.stage());
    data.put("service", task.service());
    data.putAll(more);
    platform.publish(KeptnEvent.of(
            UUID.randomUUID().toString(),
            EventType.of(task.type()).withKind(kind).toString(),
            "executor",
            Instant.now(),
            task.context(),
            data)
        .withTriggeredId(task.id()));
  }

  Map<String, Object> state(String context) {
    ApiResponse answer =
        call("getSequences", Map.of("project", PROJECT), Map.of("keptnContext", context), "");
    List<Object> states = Json.list(answer.object().get("states"));
    return states.isEmpty() ? Map.of() : Json.object(states.get(0));
  }

  void awaitState(String context, String state) {
    TestPlatform.awaitUntil(() -> state(context).get("state"), state::equals);
  }

  void control(String context, String command) {
    call(
        "controlSequence",
        Map.of("project", PROJECT, "keptnContext", context),
        Map.of(),
        Json.write(Map.of("state", command)));
  }

  List<Object> open(String task) {
    return Json.list(call(
            "getOpenTriggeredEvents",
            Map.of("eventType", EventType.task(task, "triggered")),
            Map.of("project", PROJECT),
            "")
        .object()
        .get("events"));
  }

  @Override
  public void close() {
    platform.close();
  }
}
