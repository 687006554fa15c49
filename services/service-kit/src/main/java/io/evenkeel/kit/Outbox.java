package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** One transaction with the events it will publish. Valid until the work's future completes. */
public interface Outbox {

  /** The transaction's client. */
  SqlClient client();

  /** Waits until this transaction is the only one with any of {@code keys}, until it ends. */
  Future<Void> lock(String... keys);

  /**
   * Adds an event to the transaction. One whose id is already in the log is left out, so handlers
   * that derive the ids of their answers may run twice.
   */
  void publish(KeptnEvent event);

  /**
   * The same for one that somebody else's trace led to.
   *
   * @param traceparent as W3C Trace Context writes it; anything else is passed over
   */
  default void publish(KeptnEvent event, String traceparent) {
    publish(event);
  }

  /** Tells listeners (the bridge) after the commit that something about this run changed. */
  void changed(String project, String context);

  /** Sends {@code text} after the commit to whoever listens at a bus address, on every node. */
  void announce(String address, String text);

  /** Runs after the commit, never after a roll-back; must not block. */
  void afterCommit(Runnable effect);
}
