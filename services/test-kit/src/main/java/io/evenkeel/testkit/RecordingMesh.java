package io.evenkeel.testkit;

import io.evenkeel.kit.Completion;
import io.evenkeel.kit.EventMesh;
import io.evenkeel.kit.Outbox;
import io.evenkeel.kit.Subscription;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * An {@link EventMesh} a test holds both ends of: it delivers by hand and keeps what is published.
 * It has no store, so it suits services whose only effect is to publish.
 */
public final class RecordingMesh implements EventMesh {

  private final List<KeptnEvent> published = new CopyOnWriteArrayList<>();
  private final Map<Subscription, Function<KeptnEvent, Future<Completion>>> handlers =
      new LinkedHashMap<>();

  @Override
  public <T> Future<T> transaction(Function<Outbox, Future<T>> work) {
    Collector outbox = new Collector();
    return work.apply(outbox).onSuccess(done -> {
      published.addAll(outbox.events);
      outbox.effects.forEach(Runnable::run);
    });
  }

  /** Nothing waits here: a delivery needs somebody who subscribed. */
  @Override
  public Future<Void> enlist(Subscription subscription) {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> subscribe(
      Subscription subscription,
      Predicate<KeptnEvent> wanted,
      Function<KeptnEvent, Future<Completion>> handler) {
    handlers.put(
        subscription,
        event -> wanted.test(event)
            ? handler.apply(event)
            : Future.succeededFuture(Completion.nothing()));
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> unsubscribe(String subscriber) {
    handlers.keySet().removeIf(subscription -> subscription.subscriber().equals(subscriber));
    return Future.succeededFuture();
  }

  /** Hands {@code event} to everyone who subscribed to its type; fails if nobody did. */
  public Future<Void> deliver(KeptnEvent event) {
    List<Future<Void>> deliveries = new ArrayList<>();
    handlers.forEach((subscription, handler) -> {
      if (subscription.matches(event.type())) {
        deliveries.add(handler.apply(event).compose(this::transaction));
      }
    });
    return deliveries.isEmpty()
        ? Future.failedFuture("nobody subscribed to " + event.type())
        : Future.join(deliveries).mapEmpty();
  }

  /** What the code under test has published, in order. */
  public List<KeptnEvent> published() {
    return List.copyOf(published);
  }

  private static final class Collector implements Outbox {

    private final List<KeptnEvent> events = new ArrayList<>();
    private final List<Runnable> effects = new ArrayList<>();

    @Override
    public SqlClient client() {
      throw new IllegalStateException("RecordingMesh has no store; use TestPlatform");
    }

    @Override
    public Future<Void> lock(String... keys) {
      return Future.succeededFuture();
    }

    @Override
    public void publish(KeptnEvent event) {
      events.add(event);
    }

    @Override
    public void changed(String project, String context) {
      // Nobody listens.
    }

    @Override
    public void announce(String address, String text) {
      // Nobody listens.
    }

    @Override
    public void afterCommit(Runnable effect) {
      effects.add(effect);
    }
  }
}
