package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * Stores events of many senders in one transaction. What one of them is refused for is not the
 * others' fault: then each is tried alone.
 */
final class Intake {

  private static final int LARGEST_BATCH = 128;
  private static final int STORE_TO_BLAME = 500;

  private final Function<List<KeptnEvent>, Future<Void>> store;
  private final Batches<List<KeptnEvent>, Void> batches;

  /** What {@code store} is given is stored in one transaction, or not at all. */
  Intake(Vertx vertx, Function<List<KeptnEvent>, Future<Void>> store) {
    this.store = store;
    this.batches = new Batches<>(vertx, LARGEST_BATCH, this::storeAll);
  }

  /** Completes, where it was called, when the events are durable. */
  Future<Void> store(List<KeptnEvent> events) {
    return batches.add(events);
  }

  private Future<List<Future<Void>>> storeAll(List<List<KeptnEvent>> senders) {
    return store
        .apply(senders.stream().flatMap(List::stream).toList())
        .map(stored -> Collections.nCopies(senders.size(), Future.<Void>succeededFuture()))
        .recover(cause -> isForAll(cause) || senders.size() == 1
            ? Future.failedFuture(cause)
            : storeEach(senders));
  }

  private static boolean isForAll(Throwable cause) {
    return cause instanceof Refusal refusal && refusal.status() >= STORE_TO_BLAME;
  }

  private Future<List<Future<Void>>> storeEach(List<List<KeptnEvent>> senders) {
    List<Future<Void>> alone = senders.stream().map(store).toList();
    return Future.join(alone).transform(ended -> Future.succeededFuture(alone));
  }
}
