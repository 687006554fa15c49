package io.evenkeel.bench;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An integration outside the server that knows only the public API: it polls for the open events of
 * each task and answers each with {@code started} and {@code finished}, both acknowledged before it
 * goes on. Everything happens on one {@link Loop}.
 */
final class Executor {

  /** How long an answered event may still be listed because the server has yet to look at it. */
  private static final long SETTLE_NANOS = Duration.ofMillis(100).toNanos();

  /** More ids would not fit into the first line of a request. */
  private static final int MOST_KNOWN = 90;

  private final Api api;
  private final Loop loop;
  private final BenchProject project;
  private final Polling polling;
  private final Listener listener;
  private final Set<String> seen = new HashSet<>();
  private final List<Map<String, Long>> known = new ArrayList<>();
  private boolean stopped;

  /**
   * How it asks.
   *
   * @param pause after an answer; zero to ask again at once and have the server wait for events
   */
  record Polling(Duration pause) {

    static final Polling LONG = new Polling(Duration.ZERO);

    boolean isLong() {
      return pause.isZero();
    }
  }

  /** What it tells whoever measures. */
  interface Listener {

    /** It holds the triggered event of the {@code task}-th task, counted from 0. */
    void saw(String context, int task);

    /** It is about to say that this task is finished. */
    void finishing(String context, int task);

    /** The server has stored that this task is finished. */
    void finished(String context, int task);

    void failed(Throwable cause);
  }

  Executor(Api api, Loop loop, BenchProject project, Polling polling, Listener listener) {
    this.api = api;
    this.loop = loop;
    this.project = project;
    this.polling = polling;
    this.listener = listener;
  }

  /** Starts to poll; call it on the loop. */
  void start() {
    for (int task = 0; task < project.tasks().size(); task++) {
      known.add(new LinkedHashMap<>());
      poll(task);
    }
  }

  void stop() {
    stopped = true;
  }

  private void poll(int task) {
    if (stopped) {
      return;
    }
    api.get(request(task))
        .onSuccess(page -> accept(task, page.getJsonArray("events", new JsonArray())))
        .onFailure(this::report)
        .eventually(() -> polling.isLong() ? Future.succeededFuture() : loop.pause(polling.pause()))
        .onComplete(again -> poll(task));
  }

  private String request(int task) {
    Map<String, Long> ids = known.get(task);
    long now = System.nanoTime();
    ids.values().removeIf(until -> until - now < 0);
    String path = project.openEvents(project.tasks().get(task));
    return polling.isLong() ? path + "&wait=5s&known=" + String.join(",", newest(ids)) : path;
  }

  private static Iterable<String> newest(Map<String, Long> ids) {
    return ids.keySet().stream().skip(Math.max(0, ids.size() - MOST_KNOWN)).toList();
  }

  private void accept(int task, JsonArray events) {
    for (int index = 0; index < events.size(); index++) {
      JsonObject event = events.getJsonObject(index);
      String id = event.getString("id");
      if (seen.add(id)) {
        know(task, id, Long.MAX_VALUE / 2);
        listener.saw(event.getString("shkeptncontext"), task);
        answer(event, task);
      } else {
        know(task, id, SETTLE_NANOS);
      }
    }
  }

  private void know(int task, String id, long nanos) {
    Map<String, Long> ids = known.get(task);
    ids.remove(id);
    ids.put(id, System.nanoTime() + nanos);
  }

  private void answer(JsonObject event, int task) {
    api.event(BenchProject.answer(event, "started"))
        .compose(started -> {
          listener.finishing(event.getString("shkeptncontext"), task);
          return api.event(BenchProject.answer(event, "finished"));
        })
        .onSuccess(done -> {
          know(task, event.getString("id"), SETTLE_NANOS);
          listener.finished(event.getString("shkeptncontext"), task);
        })
        .onFailure(this::report);
  }

  private void report(Throwable cause) {
    if (!stopped) {
      listener.failed(cause);
    }
  }
}
