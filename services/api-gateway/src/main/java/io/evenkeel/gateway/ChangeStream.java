package io.evenkeel.gateway;

import io.evenkeel.gateway.http.Answers;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.StoredEventMesh;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * {@code watchChanges}: server-sent events that say which run changed, not how. Watchers that do
 * not read are dropped; they come back by themselves and read the state anew.
 */
final class ChangeStream implements Handler<RoutingContext> {

  /** The longest silence, so that proxies keep the connection. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private static final int MOST_WATCHERS = 1000;

  private final Vertx vertx;
  private final Set<ChangeWatcher> watchers = new LinkedHashSet<>();

  ChangeStream(Vertx vertx) {
    this.vertx = vertx;
    vertx.eventBus().<JsonObject>consumer(StoredEventMesh.CHANGES, notice -> tell(notice.body()));
    vertx.setPeriodic(HEARTBEAT.toMillis(), tick -> all().forEach(ChangeWatcher::heartbeat));
  }

  @Override
  public void handle(RoutingContext exchange) {
    if (watchers.size() >= MOST_WATCHERS) {
      Answers.send(
          exchange,
          ApiResponse.error(
              503, "%d others are watching already; close some".formatted(MOST_WATCHERS)));
      return;
    }
    exchange
        .response()
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
        .putHeader("X-Accel-Buffering", "no");
    String project = exchange.queryParams().get("project");
    ChangeWatcher watcher =
        new ChangeWatcher(vertx, exchange.response(), project == null ? "" : project);
    watchers.add(watcher);
    exchange.response().closeHandler(gone -> watchers.remove(watcher));
    watcher.greet();
  }

  private void tell(JsonObject notice) {
    ChangeWatcher.Change change =
        new ChangeWatcher.Change(notice.getString("project"), notice.getString("context"));
    all().forEach(watcher -> watcher.offer(change));
  }

  /** A copy: telling a slow watcher removes it. */
  private Set<ChangeWatcher> all() {
    return new LinkedHashSet<>(watchers);
  }
}
