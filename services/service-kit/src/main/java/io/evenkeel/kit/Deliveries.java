package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.Optional;

/** How events get their deliveries, and how these end: in the statements that suit a store. */
interface Deliveries {

  /** Which events were new, and the deliveries that were made for them. */
  record Appended(List<KeptnEvent> fresh, List<PendingDelivery> deliveries) {}

  /**
   * How a delivery ended.
   *
   * @param mine whether the lease still held; whoever removes the row owns the effect
   * @param next what this node holds now of the same lane
   */
  record Settled(boolean mine, Optional<PendingDelivery> next) {

    /** The next, or a failure where somebody else handles the one that was to end. */
    Future<Optional<PendingDelivery>> ifMine() {
      return mine ? Future.succeededFuture(next) : Future.failedFuture(new LostLease());
    }
  }

  /** Stores {@code events}, in order, and a delivery of each new one for everybody who hears it. */
  Future<Appended> append(SqlClient client, List<KeptnEvent> events);

  /**
   * Stores {@code event}, and a delivery for everybody who hears it but {@code decider}, who
   * decides on it in this transaction. Where it is not new, or something waits in that lane
   * already, the statement itself fails, with {@link LaneTaken}.
   */
  Future<Appended> appendDecided(SqlClient client, KeptnEvent event, String decider);

  /**
   * Removes {@code delivery} and yields the next of its lane, which this node holds now. Where
   * somebody else handles it by now, the statement itself fails, with {@link LostLease}: so it may
   * be one of the {@linkplain Database#last last} of a transaction.
   */
  Future<Optional<PendingDelivery>> end(SqlClient client, PendingDelivery delivery);

  /**
   * Removes each of {@code deliveries} and takes the oldest of its lane then, as one would alone.
   */
  Future<List<Settled>> settle(SqlClient client, List<PendingDelivery> deliveries);
}
