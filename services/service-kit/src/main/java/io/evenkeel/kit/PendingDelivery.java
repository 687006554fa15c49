package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;

/**
 * An event on its way to a subscriber.
 *
 * @param attempts how many have failed
 * @param error why the last one failed
 */
record PendingDelivery(String subscriber, KeptnEvent event, int attempts, String error) {

  /** What must be handled one after the other: a subscriber's events of one context. */
  record Lane(String subscriber, String context) {}

  /** Identifies the row. */
  record Key(String subscriber, String eventId) {}

  Lane lane() {
    return new Lane(subscriber, event.context());
  }

  Key key() {
    return new Key(subscriber, event.id());
  }

  PendingDelivery failed(String reason) {
    return new PendingDelivery(subscriber, event, attempts + 1, reason);
  }
}
