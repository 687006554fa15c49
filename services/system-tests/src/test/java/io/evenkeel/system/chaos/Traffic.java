package io.evenkeel.system.chaos;

import io.evenkeel.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Clients that start numbered sequences without a pause, a few at a time in each scope, and an
 * executor that carries out their tasks, answering some of them twice.
 */
final class Traffic {

  static final String PROJECT = "chaos";
  static final List<String> SCOPES = List.of("amber", "brass", "coral");
  private static final String PREFIX = "sh.keptn.event.";
  private static final int MOST_WAITING = 5;
  private static final Duration PAUSE = Duration.ofMillis(120);
  private static final Duration POLL = Duration.ofMillis(150);
  private static final int TWICE_PERCENT = 20;

  private final Link link;
  private final Ledger ledger;
  private final String run;
  private final List<Thread> senders = new ArrayList<>();
  private final List<Thread> executors = new ArrayList<>();
  private volatile boolean sending = true;
  private volatile boolean working = true;

  /**
   * Starts at once.
   *
   * @param run a text no other run has; contexts begin with it
   */
  Traffic(Link link, Ledger ledger, String run) {
    this.link = link;
    this.ledger = ledger;
    this.run = run;
    SCOPES.forEach(scope -> senders.add(start("sender-" + scope, () -> startSequences(scope))));
    List.of("build", "check")
        .forEach(task -> executors.add(start("executor-" + task, () -> workOn(task))));
  }

  private static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void startSequences(String scope) {
    Instant last = Instant.EPOCH;
    for (int number = 0; sending; number++) {
      while (sending && ledger.waitingIn(scope) >= MOST_WAITING) {
        Machine.pause(PAUSE);
      }
      String context = "%s-%s-%05d".formatted(run, scope, number);
      Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
      last = now.isAfter(last) ? now : last.plusMillis(1);
      Map<String, Object> event =
          event(context, context, "dev.delivery.triggered", scope, last, Map.of());
      ledger.started(context, scope);
      send(event);
      Machine.pause(PAUSE);
    }
  }

  /** What nobody acknowledged is sent again: with the same id it counts once. */
  private void send(Map<String, Object> event) {
    if (link.send(event, () -> !working)) {
      ledger.acknowledged(Json.text(event.get("id")));
    }
  }

  private void workOn(String task) {
    String path = "/api/controlPlane/v1/event/triggered/%s%s.triggered?project=%s&pageSize=50"
        .formatted(PREFIX, task, PROJECT);
    while (working) {
      Link.Answer answer = link.ask("GET", path, "");
      if (answer.status() == 200) {
        Json.list(Json.parseObject(answer.body()).get("events")).stream()
            .map(Json::object)
            .filter(event -> ledger.claim(Json.text(event.get("id"))))
            .forEach(event -> carryOut(task, event));
      }
      Machine.pause(POLL);
    }
  }

  private void carryOut(String task, Map<String, Object> triggered) {
    String id = Json.text(triggered.get("id"));
    String scope = Json.text(Json.at(triggered, "data", "service"));
    Random random = new Random(id.hashCode());
    send(answer(task, triggered, "started", "first"));
    Map<String, Object> finished = answer(task, triggered, "finished", "first");
    send(finished);
    if (random.nextInt(100) < TWICE_PERCENT) {
      ledger.answeredTwice();
      send(finished);
      send(answer(task, triggered, "finished", "second"));
    }
    if (task.equals("check")) {
      ledger.ended(scope);
    }
  }

  private static Map<String, Object> answer(
      String task, Map<String, Object> triggered, String phase, String which) {
    String id = Json.text(triggered.get("id"));
    Map<String, Object> event = event(
        id + "-" + phase + "-" + which,
        Json.text(triggered.get("shkeptncontext")),
        task + "." + phase,
        Json.text(Json.at(triggered, "data", "service")),
        Instant.now(),
        phase.equals("finished")
            ? Map.of("status", "succeeded", "result", "pass", task, Map.of("answer", which))
            : Map.of());
    event.put("triggeredid", id);
    return event;
  }

  private static Map<String, Object> event(
      String id,
      String context,
      String type,
      String service,
      Instant time,
      Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>(more);
    data.put("project", PROJECT);
    data.put("stage", "dev");
    data.put("service", service);
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("id", id);
    event.put("type", PREFIX + type);
    event.put("source", "chaos");
    event.put("specversion", "1.0");
    event.put("time", time.toString());
    event.put("shkeptncontext", context);
    event.put("data", data);
    return event;
  }

  /** No more sequences; returns when the last one is acknowledged. */
  void finishSending() throws InterruptedException {
    sending = false;
    for (Thread sender : senders) {
      sender.join(Duration.ofSeconds(90).toMillis());
    }
  }

  void stop() throws InterruptedException {
    working = false;
    for (Thread executor : executors) {
      executor.join(Duration.ofSeconds(20).toMillis());
    }
  }
}
