package io.evenkeel.system.bridge;

import io.evenkeel.model.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Projects, state documents and events as the API answers them. */
final class Samples {

  private Samples() {}

  /** Two minutes ago. */
  private static Instant start() {
    return Instant.now().minusSeconds(120);
  }

  static Map<String, Object> project(String name) {
    return Json.parseObject("""
        {"projectName": "%s", "stages": [
          {"stageName": "qa", "services": [{"serviceName": "cart"}]},
          {"stageName": "production", "services": [{"serviceName": "cart"}]}]}
        """.formatted(name));
  }

  static String context(int n) {
    return "00000000-0000-4000-8000-%012d".formatted(n);
  }

  /** A run in {@code state} with {@code stages} as JSON. */
  static Map<String, Object> run(int n, String name, String state, String stages) {
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("name", name);
    run.put("service", "cart");
    run.put("project", "shop");
    run.put("time", start().minusSeconds(60L * n).toString());
    run.put("shkeptncontext", context(n));
    run.put("state", state);
    run.put("stages", Json.parse(stages));
    return run;
  }

  static List<Map<String, Object>> manyRuns(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n -> run(n, "delivery", "finished", "[{\"name\":\"qa\",\"state\":\"succeeded\"}]"))
        .toList();
  }

  /** One run in each of the eight states. */
  static List<Map<String, Object>> runsInEveryState() {
    String qa = "{\"name\":\"qa\",\"image\":\"registry/cart:1.4\",\"state\":\"%s\"%s}";
    String waits = ",\"waiting\":{\"reason\":\"%s\",\"text\":\"%s\",\"since\":\"" + start() + "\"}";
    String failed = ",\"latestEvaluation\":{\"result\":\"fail\",\"score\":41.666},"
        + "\"latestEvent\":{\"id\":\"1\"},\"latestFailedEvent\":{\"id\":\"1\"}";
    String warned = ",\"latestEvaluation\":{\"result\":\"warning\",\"score\":75}";
    return List.of(
        run(
            1,
            "delivery",
            "started",
            "["
                + qa.formatted(
                    "triggered", waits.formatted("running", "test is carried out by load"))
                + "]"),
        run(
            2,
            "delivery",
            "started",
            "[" + qa.formatted("succeeded", "") + ","
                + qa.replace("\"qa\"", "\"production\"")
                    .formatted("triggered", waits.formatted("approval", "waits for an approval"))
                + "]"),
        run(
            3,
            "hotfix",
            "paused",
            "["
                + qa.formatted(
                    "triggered", waits.formatted("paused", "paused until somebody resumes it"))
                + "]"),
        run(4, "delivery", "finished", "[" + qa.formatted("succeeded", "") + "]"),
        run(5, "delivery", "finished", "[" + qa.formatted("succeeded", warned) + "]"),
        run(6, "delivery", "finished", "[" + qa.formatted("succeeded", failed) + "]"),
        run(7, "delivery", "aborted", "[" + qa.formatted("aborted", "") + "]"),
        run(8, "delivery", "timedOut", "[" + qa.formatted("triggered", "") + "]"));
  }

  /** An event of stage qa; {@code data} are further members as JSON, each with a leading comma. */
  static Map<String, Object> event(
      int n, String id, String type, double seconds, String source, String to, String data) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("id", id);
    event.put("type", "sh.keptn.event." + type);
    event.put("time", start().plusMillis((long) (seconds * 1000)).toString());
    event.put("source", source);
    event.put("shkeptncontext", context(n));
    event.put("triggeredid", to);
    event.put(
        "data",
        Json.parseObject(
            "{\"project\":\"shop\",\"stage\":\"qa\",\"service\":\"cart\"%s}".formatted(data)));
    return event;
  }

  /**
   * Deployment, test and an evaluation that failed on one objective and has no value for another.
   */
  static List<Map<String, Object>> judged(int n) {
    String done = ",\"status\":\"succeeded\",\"result\":\"%s\"";
    String controller = "shipyard-controller";
    List<Map<String, Object>> events = new ArrayList<>(List.of(
        event(n, "q", "qa.delivery.triggered", 0, "cli", "", ""),
        event(n, "d", "deployment.triggered", 0.2, controller, "", ""),
        event(n, "d1", "deployment.started", 2, "job-executor-service", "d", ""),
        event(
            n,
            "d2",
            "deployment.finished",
            14,
            "job-executor-service",
            "d",
            done.formatted("pass") + ",\"message\":\"upgraded\\nrevision 4\""),
        event(n, "t", "test.triggered", 14.1, controller, "", ""),
        event(n, "t1", "test.started", 15, "job-executor-service", "t", ""),
        event(n, "t2", "test.finished", 75, "job-executor-service", "t", done.formatted("pass")),
        event(n, "e", "evaluation.triggered", 75.1, controller, "", ""),
        event(n, "e1", "evaluation.started", 75.2, "lighthouse-service", "e", ""),
        event(n, "s", "get-sli.triggered", 75.3, "lighthouse-service", "", ""),
        event(n, "s1", "get-sli.started", 75.4, "prometheus-service", "s", ""),
        event(n, "s2", "get-sli.finished", 76, "prometheus-service", "s", done.formatted("pass")),
        event(
            n,
            "e2",
            "evaluation.finished",
            76.2,
            "lighthouse-service",
            "e",
            done.formatted("fail") + VERDICT),
        event(n, "q1", "qa.delivery.finished", 76.3, controller, "q", done.formatted("fail"))));
    Collections.reverse(events);
    return events;
  }

  /** An event that a subscriber could not handle. */
  static Map<String, Object> parked(int id, String subscriber, String error) {
    Map<String, Object> delivery = new LinkedHashMap<>();
    delivery.put("id", String.valueOf(id));
    delivery.put("subscriber", subscriber);
    delivery.put("state", "parked");
    delivery.put("since", start().toString());
    delivery.put("attempts", 10);
    delivery.put("error", error);
    delivery.put("eventId", "d" + id);
    delivery.put("type", "sh.keptn.event.deployment.triggered");
    delivery.put("keptnContext", context(6));
    delivery.put("project", "shop");
    delivery.put("stage", "qa");
    delivery.put("service", "cart");
    return delivery;
  }

  /** One that is tried again in a minute. */
  static Map<String, Object> retrying(int id, String subscriber, String error) {
    Map<String, Object> delivery = parked(id, subscriber, error);
    delivery.put("state", "retrying");
    delivery.put("attempts", 3);
    delivery.put("nextAttempt", Instant.now().plusSeconds(60).toString());
    return delivery;
  }

  private static final String VERDICT = """
      ,"evaluation":{"result":"fail","score":41.666,"comparedEvents":["x"],
        "timeStart":"2026-01-01T10:00:15Z","timeEnd":"2026-01-01T10:01:15Z","indicatorResults":[
        {"displayName":"Response time P95","keySli":true,"status":"fail","score":0,
         "value":{"metric":"rt_p95","value":840.1234,"comparedValue":500,"success":true},
         "passTargets":[{"criteria":"<600","targetValue":600,"violated":true},
                        {"criteria":"<=+10%","targetValue":550,"violated":true}],
         "warningTargets":[{"criteria":"<=800","targetValue":800,"violated":true}]},
        {"displayName":"","keySli":false,"status":"fail","score":0,
         "value":{"metric":"error_rate","value":0,"success":false,"message":"no series matched"},
         "passTargets":[{"criteria":"<1","targetValue":1,"violated":true}],"warningTargets":null},
        {"displayName":"Throughput","keySli":false,"status":"pass","score":1,
         "value":{"metric":"rps","value":117.5,"comparedValue":120,"success":true},
         "passTargets":[{"criteria":">=-20%","targetValue":96,"violated":false}],
         "warningTargets":null},
        {"displayName":"Memory","keySli":false,"status":"info","score":0,
         "value":{"metric":"mem","value":231000,"success":true},
         "passTargets":[],"warningTargets":null}]}
      """;
}
