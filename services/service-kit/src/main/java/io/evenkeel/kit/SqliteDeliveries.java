package io.evenkeel.kit;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Step by step: a statement costs nothing besides its work where the store is in the process.
 *
 * @param hearers names of everyone who hears an event
 * @param reached whom this node wants to hand it to; for others it is due at once
 */
record SqliteDeliveries(
    Function<KeptnEvent, List<String>> hearers, Predicate<String> reached, Duration lease)
    implements Deliveries {

  @Override
  public Future<Appended> append(SqlClient client, List<KeptnEvent> events) {
    return EventLog.appendAll(client, events)
        .compose(fresh -> addFor(client, fresh, subscriber -> true));
  }

  @Override
  public Future<Appended> appendDecided(SqlClient client, KeptnEvent event, String decider) {
    return DeliveryTable.isFree(client, new Lane(decider, event.context()))
        .compose(free -> free ? EventLog.append(client, event) : Future.succeededFuture(false))
        .compose(decided -> decided
            ? addFor(client, List.of(event), subscriber -> !subscriber.equals(decider))
            : Future.failedFuture(new LaneTaken()));
  }

  private Future<Appended> addFor(
      SqlClient client, List<KeptnEvent> fresh, Predicate<String> delivered) {
    List<PendingDelivery> wanted = fresh.stream()
        .flatMap(event -> hearers.apply(event).stream()
            .filter(delivered)
            .map(name -> new PendingDelivery(name, event, 0, 0)))
        .toList();
    return DeliveryTable.addAll(
            client, wanted, delivery -> reached.test(delivery.subscriber()), lease)
        .map(added -> new Appended(fresh, added));
  }

  @Override
  public Future<Optional<PendingDelivery>> end(SqlClient client, PendingDelivery delivery) {
    return settle(client, delivery).compose(Settled::ifMine);
  }

  @Override
  public Future<List<Settled>> settle(SqlClient client, List<PendingDelivery> deliveries) {
    Future<List<Settled>> all = Future.succeededFuture(new ArrayList<>(deliveries.size()));
    for (PendingDelivery delivery : deliveries) {
      all = all.compose(before -> settle(client, delivery).map(settled -> {
        before.add(settled);
        return before;
      }));
    }
    return all;
  }

  private Future<Settled> settle(SqlClient client, PendingDelivery delivery) {
    return DeliveryTable.remove(client, delivery)
        .compose(mine -> mine
            ? DeliveryLeases.takeHead(client, Dialect.SQLITE, delivery.lane(), lease)
                .map(next -> new Settled(true, next))
            : Future.succeededFuture(new Settled(false, Optional.empty())));
  }
}
