package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * One run of a conformance case, in the words of the cases: triggered, ST, FI, state, open. Each
 * case has a project of its own in a controller that all cases of a class share.
 */
record CaseRun(World world, String project, String context, String stage, String service) {

  /** Creates a project with the shipyard of that name and returns the project's name. */
  static String project(World world, String shipyard) {
    String name = World.newName();
    ApiResponse created = world.createProject(name, shipyard(shipyard));
    if (created.status() != 201) {
      throw new AssertionError(created.message());
    }
    return name;
  }

  private static String shipyard(String name) {
    String file = "/conformance/shipyards/" + name + ".yaml";
    try (InputStream text = CaseRun.class.getResourceAsStream(file)) {
      return new String(Objects.requireNonNull(text, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static CaseRun of(World world, String shipyard, String sequence) {
    return start(world, project(world, shipyard), sequence, "svc", Map.of(), "");
  }

  /** Triggers {@code <stage>.<sequence>} in a context of its own. */
  static CaseRun start(
      World world,
      String project,
      String sequence,
      String service,
      Map<String, Object> data,
      String commit) {
    CaseRun run = new CaseRun(
        world,
        project,
        UUID.randomUUID().toString(),
        sequence.substring(0, sequence.indexOf('.')),
        service);
    run.trigger(sequence, data, commit);
    return run;
  }

  /** Another run of the same service. */
  CaseRun next(String sequence) {
    return start(world, project, sequence, service, Map.of(), "");
  }

  String trigger(String sequence, Map<String, Object> more, String commit) {
    String id = UUID.randomUUID().toString();
    String type = "sh.keptn.event." + sequence + ".triggered";
    Map<String, Object> data = scope(sequence.substring(0, sequence.indexOf('.')));
    data.putAll(more);
    send(KeptnEvent.of(id, type, "test", Instant.now(), context, data).withGitCommitId(commit));
    return id;
  }

  private Map<String, Object> scope(String inStage) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("project", project);
    data.put("stage", inStage);
    data.put("service", service);
    return data;
  }

  void send(KeptnEvent event) {
    world.platform().publish(event);
  }

  KeptnEvent task(String name) {
    return task(name, 1);
  }

  KeptnEvent task(String name, int number) {
    return world.task(context, name, number);
  }

  List<KeptnEvent> all(String type) {
    return world.events(context, "sh.keptn.event." + type);
  }

  KeptnEvent finished(String sequence) {
    return world.finished(context, sequence);
  }

  /** ST. */
  void st(KeptnEvent task) {
    world.answer(task, "started", Map.of());
  }

  /** FI. */
  void fi(KeptnEvent task, String result) {
    fi(task, result, "succeeded", Map.of());
  }

  void fi(KeptnEvent task, String result, String status, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>(more);
    data.put("result", result);
    data.put("status", status);
    world.answer(task, "finished", data);
  }

  /** ST and FI of the newest task of that name. */
  KeptnEvent done(String task, int number, String result) {
    KeptnEvent triggered = task(task, number);
    st(triggered);
    fi(triggered, result);
    return triggered;
  }

  KeptnEvent done(String task, String result) {
    return done(task, 1, result);
  }

  /**
   * Waits until everything sent in this context so far was taken in: events of a context are
   * handled in order, and the refusal of this one shows that it was reached.
   */
  void settle() {
    String probe = "probe" + UUID.randomUUID().toString().substring(0, 8);
    trigger("nowhere." + probe, Map.of(), "");
    finished("nowhere." + probe);
  }

  Map<String, Object> document() {
    ApiResponse answer =
        world.call("getSequences", Map.of("project", project), Map.of("keptnContext", context), "");
    List<Object> states = Json.list(answer.object().get("states"));
    return states.isEmpty() ? Map.of() : Json.object(states.get(0));
  }

  String state() {
    return Json.text(document().get("state"));
  }

  void awaitState(String state) {
    awaitUntil(this::state, state::equals);
  }

  Map<String, Object> stage(String name) {
    return Json.list(document().get("stages")).stream()
        .map(Json::object)
        .filter(entry -> name.equals(entry.get("name")))
        .findFirst()
        .orElse(Map.of());
  }

  Map<String, Object> execution() {
    ApiResponse answer = world.call(
        "getSequenceExecutions", Map.of(), Map.of("project", project, "keptnContext", context), "");
    List<Object> runs = Json.list(answer.object().get("sequenceExecutions"));
    return runs.isEmpty() ? Map.of() : Json.object(runs.get(0));
  }

  Map<String, Object> openAnswer(String task) {
    return world
        .call(
            "getOpenTriggeredEvents",
            Map.of("eventType", EventType.task(task, "triggered")),
            Map.of("project", project),
            "")
        .object();
  }

  List<Object> open(String task) {
    return Json.list(openAnswer(task).get("events"));
  }

  ApiResponse control(String state, String inStage) {
    return world.call(
        "controlSequence",
        Map.of("project", project, "keptnContext", context),
        Map.of(),
        Json.write(Map.of("state", state, "stage", inStage)));
  }

  ApiResponse control(String state) {
    return control(state, "");
  }
}
