package io.evenkeel.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * Runs of every kind a large store is full of, brought about over the public API once, so that
 * their rows are what the product writes: passed, with a warning, failed, aborted, over two stages.
 */
final class Specimens {

  /** The file of every project in a seeded store. */
  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      kind: Shipyard
      metadata:
        name: seeded
      spec:
        stages:
          - name: dev
            sequences:
              - name: delivery
                tasks:
                  - name: build
                  - name: verify
              - name: hotfix
                tasks:
                  - name: build
                  - name: verify
          - name: prod
            sequences:
              - name: delivery
                triggeredOn:
                  - event: dev.delivery.finished
                tasks:
                  - name: build
                  - name: verify
      """;

  private static final List<String> TASKS = List.of("build", "verify");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String PROJECT = RowTemplate.Copy.PROJECT;
  private static final String SERVICE = RowTemplate.Copy.SERVICE;

  private final Api api;
  private final Loop loop;
  private final Set<String> answered = new HashSet<>();

  /** A kind of run: the context of one, and how many of a hundred are like it. */
  record Specimen(String context, int share) {}

  Specimens(Api api, Loop loop) {
    this.api = api;
    this.loop = loop;
  }

  /** Creates a project as those in a seeded store are. */
  void createProject(String name, List<String> services) {
    String file = Base64.getEncoder().encodeToString(SHIPYARD.getBytes(StandardCharsets.UTF_8));
    post("/controlPlane/v1/project", new JsonObject().put("name", name).put("shipyard", file));
    for (String service : services) {
      post(
          "/controlPlane/v1/project/" + name + "/service",
          new JsonObject().put("serviceName", service));
    }
  }

  /** Runs one of every kind to its end, with about {@code events} events for each on average. */
  List<Specimen> run(double events) {
    createProject(PROJECT, List.of(SERVICE));
    List<Specimen> all = List.of(
        new Specimen(ended("hotfix", "pass"), 55),
        new Specimen(ended("hotfix", "warning"), 10),
        new Specimen(ended("hotfix", "fail"), 10),
        new Specimen(ended("delivery", "pass"), 20),
        new Specimen(aborted(), 5));
    double average = all.stream()
        .mapToDouble(one -> one.share() * count(one.context()) / 100.0)
        .sum();
    for (Specimen one : all) {
      for (long extra = Math.round(events - average); extra > 0; extra--) {
        send(event("build.status.changed", one.context()).put("triggeredid", newId()));
      }
    }
    return all;
  }

  /** One run that holds its scope, and one that waits for it. */
  record Waiting(String holder, String queued) {}

  /** Starts two runs and leaves them where they are. */
  Waiting waiting() {
    createProject(PROJECT, List.of(SERVICE));
    String holder = start("hotfix");
    await("a task of the run", () -> !openEvents(holder).isEmpty());
    String queued = start("hotfix");
    await("the second run to queue", () -> states(queued).encode().contains("\"queued\""));
    return new Waiting(holder, queued);
  }

  private String ended(String sequence, String result) {
    String context = start(sequence);
    await("the end of " + sequence, () -> {
      openEvents(context).forEach(open -> answer(open, result));
      return isOver(context, "finished");
    });
    send(evaluation(context, result));
    return context;
  }

  private String aborted() {
    String context = start("hotfix");
    await("a task of the run", () -> !openEvents(context).isEmpty());
    post(
        "/controlPlane/v1/sequence/%s/%s/control".formatted(PROJECT, context),
        new JsonObject().put("state", "abort").put("stage", ""));
    await("the run to be aborted", () -> isOver(context, "aborted"));
    return context;
  }

  private String start(String sequence) {
    String context = newId();
    send(event("dev." + sequence + ".triggered", context));
    return context;
  }

  private List<JsonObject> openEvents(String context) {
    List<JsonObject> open = new ArrayList<>();
    for (String task : TASKS) {
      JsonArray events =
          get("/controlPlane/v1/event/triggered/sh.keptn.event.%s.triggered?project=%s&pageSize=100"
                  .formatted(task, PROJECT))
              .getJsonArray("events");
      for (int index = 0; index < events.size(); index++) {
        JsonObject event = events.getJsonObject(index);
        if (event.getString("shkeptncontext").equals(context)
            && !answered.contains(event.getString("id"))) {
          open.add(event);
        }
      }
    }
    return open;
  }

  private void answer(JsonObject open, String result) {
    answered.add(open.getString("id"));
    send(BenchProject.answer(open, "started"));
    JsonObject finished = BenchProject.answer(open, "finished");
    if (open.getString("type").contains("verify")) {
      finished.getJsonObject("data").put("result", result);
    }
    send(finished);
  }

  private static JsonObject evaluation(String context, String result) {
    JsonObject event = event("evaluation.finished", context)
        .put("source", "lighthouse-service")
        .put("triggeredid", newId());
    event
        .getJsonObject("data")
        .put("result", result)
        .put("status", "succeeded")
        .put("labels", new JsonObject().put("build", "1.4.2"))
        .put(
            "evaluation",
            new JsonObject()
                .put("score", result.equals("pass") ? 100 : 50)
                .put("result", result)
                .put("timeStart", "2026-01-02T03:04:05.000Z")
                .put("timeEnd", "2026-01-02T03:09:05.000Z")
                .put("indicatorResults", new JsonArray().add(indicator(result))));
    return event;
  }

  private static JsonObject indicator(String result) {
    JsonObject value = new JsonObject()
        .put("metric", "response_time_p95")
        .put("value", 312.5)
        .put("comparedValue", 298.25)
        .put("success", true);
    return new JsonObject()
        .put("displayName", "Response time")
        .put("status", result)
        .put("score", 1)
        .put("value", value);
  }

  private static JsonObject event(String type, String context) {
    return new JsonObject()
        .put("specversion", "1.0")
        .put("type", "sh.keptn.event." + type)
        .put("source", "bench")
        .put("shkeptncontext", context)
        .put(
            "data",
            new JsonObject().put("project", PROJECT).put("stage", "dev").put("service", SERVICE));
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private boolean isOver(String context, String state) {
    JsonArray states = states(context).getJsonArray("states");
    return !states.isEmpty() && state.equals(states.getJsonObject(0).getString("state"));
  }

  private JsonObject states(String context) {
    return get("/controlPlane/v1/sequence/%s?keptnContext=%s".formatted(PROJECT, context));
  }

  private long count(String context) {
    return get("/mongodb-datastore/event?project=%s&keptnContext=%s".formatted(PROJECT, context))
        .getLong("totalCount", 0L);
  }

  private JsonObject get(String path) {
    return loop.await(PATIENCE, () -> api.get(path));
  }

  private void post(String path, JsonObject body) {
    loop.await(PATIENCE, () -> api.post(path, body));
  }

  private void send(JsonObject event) {
    loop.await(PATIENCE, () -> api.event(event));
  }

  private void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "waited %d s in vain for %s".formatted(PATIENCE.toSeconds(), what));
      }
      loop.await(PATIENCE, () -> loop.pause(Duration.ofMillis(20)));
    }
  }
}
