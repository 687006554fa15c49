package io.evenkeel.shipyard;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Refusal;
import io.evenkeel.kit.metrics.EventKind;
import io.evenkeel.kit.metrics.Metric;
import io.evenkeel.kit.tracing.TraceIds;
import io.evenkeel.model.GoDuration;
import io.evenkeel.model.Json;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Open triggered events: what integrations without access to the bus poll for. An event is listed
 * from the moment answers to it are accepted until they no longer are.
 *
 * <p>Source: rest-api.md §4.5. Beyond it, {@code wait} holds back an answer without events until
 * there is one, and {@code known} leaves out those the client already has in hand.
 */
final class OpenEventApi {

  /** Shorter than the patience of HTTP clients, proxies and a stopping server. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(25);

  private final Platform platform;
  private final OpenEventWatch watch;

  OpenEventApi(Platform platform, OpenEventWatch watch) {
    this.platform = platform;
    this.watch = watch;
  }

  Future<ApiResponse> list(ApiRequest request) {
    OpenEventQuery query = new OpenEventQuery(request);
    Instant deadline = platform.clock().instant().plus(waiting(request.query("wait")));
    return checkProject(request.query("project"))
        .compose(known -> look(request.path("eventType"), query, deadline))
        .onSuccess(found -> measure(request.path("eventType"), found))
        .map(this::withTraces)
        .map(found -> ApiResponse.json(200, found));
  }

  /** Takes its turn before it looks, so that nothing opened in between is missed. */
  private Future<Map<String, Object>> look(String type, OpenEventQuery query, Instant deadline) {
    SqlClient reader = platform.database().lookups();
    if (!platform.clock().instant().isBefore(deadline)) {
      return query.run(reader);
    }
    OpenEventWatch.Turn turn = watch.expect(type, query::selects);
    return query
        .run(reader)
        .compose(found -> isEmpty(found)
            ? turn.await(Duration.between(platform.clock().instant(), deadline))
                .compose(opened -> opened.isPresent()
                    ? Future.succeededFuture(query.only(opened.get()))
                    : look(type, query, deadline))
            : Future.succeededFuture(found))
        .onComplete(answered -> turn.end());
  }

  /** Who answers may go on with the trace: CloudEvents' extension for distributed tracing. */
  private Map<String, Object> withTraces(Map<String, Object> found) {
    if (!platform.tracing().isOn()) {
      return found;
    }
    List<Object> events = new ArrayList<>();
    Json.list(found.get("events")).forEach(each -> {
      Map<String, Object> event = new LinkedHashMap<>(Json.object(each));
      event.put(
          "traceparent",
          TraceIds.traceparent(Json.text(event.get("shkeptncontext")), Json.text(event.get("id"))));
      events.add(event);
    });
    Map<String, Object> traced = new LinkedHashMap<>(found);
    traced.put("events", events);
    return traced;
  }

  private void measure(String type, Map<String, Object> found) {
    Json.list(found.get("events"))
        .forEach(event -> platform.metrics().count(Metric.EVENTS_POLLED, EventKind.of(type)));
  }

  private static boolean isEmpty(Map<String, Object> found) {
    return Json.list(found.get("events")).isEmpty();
  }

  private static Duration waiting(String text) {
    if (text.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      Duration wait = GoDuration.parse(text.matches("\\d{1,6}") ? text + "s" : text);
      return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(
          400,
          "Invalid request format: wait must be a duration like 20s or 500ms, not \"%s\""
              .formatted(text));
    }
  }

  private Future<Void> checkProject(String project) {
    return project.isEmpty()
        ? Future.succeededFuture()
        : ProjectTable.get(platform.database().lookups(), project)
            .compose(found -> found.isPresent()
                ? Future.succeededFuture()
                : Future.failedFuture(new Refusal(404, "project not found")));
  }
}
