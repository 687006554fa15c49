package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;

/**
 * An event on its way to a subscriber.
 *
 * @param attempts how many have failed
 * @param lease which holder of the row this is; {@code 0} when nobody holds it
 */
record PendingDelivery(String subscriber, KeptnEvent event, int attempts, long lease) {

  private static final int AWAY = 503;

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

  boolean isHeld() {
    return lease > 0;
  }

  /**
   * The same after another attempt that failed. What waits for a store or a service that is away
   * does so for as long as that takes: it never comes to {@code most}.
   */
  PendingDelivery failed(Throwable cause, int most) {
    boolean away = cause instanceof Refusal refusal && refusal.status() == AWAY;
    return new PendingDelivery(
        subscriber, event, Math.min(attempts + 1, away ? most - 1 : most), lease);
  }
}
