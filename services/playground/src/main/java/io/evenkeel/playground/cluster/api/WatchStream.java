package io.evenkeel.playground.cluster.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.playground.cluster.store.Change;
import io.evenkeel.playground.cluster.store.KubeObject;
import io.evenkeel.playground.cluster.store.Registry;
import io.evenkeel.playground.cluster.store.StatusException;
import io.evenkeel.playground.cluster.store.Tree;
import io.vertx.core.Vertx;
import java.util.function.Predicate;

/**
 * One watch: what is there, then what changes, as JSON documents. A watch that cannot keep up with
 * its client, or is older than the history, ends; the client then lists again.
 */
final class WatchStream {

  private static final long BOOKMARK_MS = 60_000;
  private static final long TIMEOUT_SECONDS = 30 * 60;

  /** Where the documents go. */
  interface Sink {
    /** Sends one document; false if the client has too much unread. */
    boolean send(String document);

    /** Ends the watch. */
    void end();
  }

  private final Vertx vertx;
  private final Registry registry;
  private final Call call;
  private final ApiPath path;
  private final Sink sink;
  private final Predicate<KubeObject> selection;
  private Runnable unsubscribe = () -> {};
  private long bookmarkTimer = -1;
  private long timeoutTimer = -1;
  private boolean over;

  /**
   * A watch that has not begun.
   *
   * @throws StatusException 400 if its parameters make no sense
   */
  WatchStream(Vertx vertx, Registry registry, Call call, ApiPath path, Sink sink) {
    this.vertx = vertx;
    this.registry = registry;
    this.call = call;
    this.path = path;
    this.sink = sink;
    Predicate<KubeObject> selected = call.selection();
    this.selection = object -> inScope(object) && selected.test(object);
    call.number("resourceVersion", 0);
    call.number("timeoutSeconds", 0);
  }

  /** Sends what is there or has changed, then goes on until {@link #stop}. */
  void start() {
    long timeout = call.number("timeoutSeconds", TIMEOUT_SECONDS);
    timeoutTimer = vertx.setTimer(Math.max(1, timeout) * 1000, id -> end());
    long since = call.number("resourceVersion", 0);
    try {
      if (since == 0 || call.flag("sendInitialEvents")) {
        sendPresent();
      } else {
        registry.store().changesAfter(since).forEach(this::onChange);
      }
    } catch (StatusException expired) {
      send("ERROR", expired.status());
      end();
      return;
    }
    if (!over) {
      unsubscribe = registry.store().onChange(this::onChange);
      startBookmarks();
    }
  }

  /** Lets go of everything; for when the client has gone. */
  void stop() {
    over = true;
    unsubscribe.run();
    vertx.cancelTimer(bookmarkTimer);
    vertx.cancelTimer(timeoutTimer);
  }

  private void sendPresent() {
    registry.store().list(path.kind(), path.namespace()).stream()
        .filter(selection)
        .forEach(object -> send("ADDED", representation().one(object)));
    if (call.flag("sendInitialEvents")) {
      bookmark(true);
    }
  }

  private void startBookmarks() {
    if (call.flag("allowWatchBookmarks")) {
      bookmarkTimer = vertx.setPeriodic(BOOKMARK_MS, id -> bookmark(false));
    }
  }

  private void bookmark(boolean initialEventsEnd) {
    long version = registry.store().version();
    send("BOOKMARK", representation().bookmark(path.kind(), version, initialEventsEnd));
  }

  /** An object that begins or ceases to match is added or deleted, as far as this client knows. */
  private void onChange(Change change) {
    KubeObject before = change.before();
    boolean was = before != null && selection.test(before);
    boolean is = change.type() != Change.Type.DELETED && selection.test(change.object());
    if (is) {
      send(was ? "MODIFIED" : "ADDED", representation().one(change.object()));
    } else if (was) {
      send("DELETED", representation().one(change.object()));
    }
  }

  private boolean inScope(KubeObject object) {
    return object.kind().equals(path.kind())
        && (path.namespace().isEmpty() || object.namespace().equals(path.namespace()))
        && (path.name().isEmpty() || object.name().equals(path.name()));
  }

  private void send(String type, ObjectNode object) {
    if (over) {
      return;
    }
    ObjectNode event = Tree.object().put("type", type);
    event.set("object", object);
    if (!sink.send(event.toString())) {
      end();
    }
  }

  private void end() {
    if (!over) {
      stop();
      sink.end();
    }
  }

  private Representation representation() {
    return new Representation(call, registry.clock().instant());
  }
}
