package io.evenkeel.gateway;

import io.evenkeel.model.Json;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One client of the {@link ChangeStream}. The first change of a run is told at once, further ones
 * within {@link #QUIET} together at its end.
 */
final class ChangeWatcher {

  /** Something about this run changed. */
  record Change(String project, String context) {

    String message() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("project", project);
      json.put("keptnContext", context);
      return "data: " + Json.write(json) + "\n\n";
    }
  }

  private static final Duration QUIET = Duration.ofMillis(100);

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final String project;

  /** Runs told of less than {@link #QUIET} ago, and whether they have changed again since. */
  private final Map<Change, Boolean> quiet = new HashMap<>();

  /** Hears of {@code project} only, or of all with {@code ""}. */
  ChangeWatcher(Vertx vertx, HttpServerResponse response, String project) {
    this.vertx = vertx;
    this.response = response;
    this.project = project;
  }

  /** Says that the stream is there and how soon to come back when it breaks. */
  void greet() {
    write("retry: 1000\n\n");
  }

  void heartbeat() {
    write(": still here\n\n");
  }

  void offer(Change change) {
    if (!project.isEmpty() && !project.equals(change.project())) {
      return;
    }
    if (quiet.containsKey(change)) {
      quiet.put(change, true);
    } else {
      tell(change);
    }
  }

  private void tell(Change change) {
    quiet.put(change, false);
    vertx.setTimer(QUIET.toMillis(), ended -> endQuiet(change));
    write(change.message());
  }

  private void endQuiet(Change change) {
    if (Boolean.TRUE.equals(quiet.remove(change))) {
      tell(change);
    }
  }

  private void write(String text) {
    if (response.closed() || response.ended()) {
      return;
    }
    if (response.writeQueueFull()) {
      response.reset();
    } else {
      response.write(text);
    }
  }
}
