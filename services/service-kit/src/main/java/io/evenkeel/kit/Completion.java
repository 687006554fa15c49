package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * What a handler wants stored: runs in the transaction that acknowledges the delivery. A failed
 * future rolls back, and the event is delivered again.
 */
@FunctionalInterface
public interface Completion extends Function<Outbox, Future<Void>> {

  /** The one completion from which nothing follows. */
  Completion NOTHING = outbox -> Future.succeededFuture();

  /** Acknowledges without storing anything. */
  static Completion nothing() {
    return NOTHING;
  }

  /** Publishes {@code events}, in order. */
  static Completion publish(List<KeptnEvent> events) {
    return outbox -> {
      events.forEach(outbox::publish);
      return Future.succeededFuture();
    };
  }

  /** Publishes {@code events}, in order. */
  static Completion publish(KeptnEvent... events) {
    return publish(List.of(events));
  }
}
