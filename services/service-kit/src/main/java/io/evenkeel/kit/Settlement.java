package io.evenkeel.kit;

import io.evenkeel.kit.PostgresDeliveries.Settled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Ends deliveries from which nothing follows, many in one transaction: those that end while others
 * are being ended share the next.
 */
final class Settlement {

  private static final int LARGEST_BATCH = 64;

  private final Vertx vertx;
  private final Function<List<PendingDelivery>, Future<List<Settled>>> store;
  private final Deque<Ending> waiting = new ArrayDeque<>();
  private boolean storing;

  /** {@code store} ends deliveries in one transaction, or none of them. */
  Settlement(Vertx vertx, Function<List<PendingDelivery>, Future<List<Settled>>> store) {
    this.vertx = vertx;
    this.store = store;
  }

  private record Ending(PendingDelivery delivery, Context context, Promise<Settled> answer) {

    void tell(Future<Settled> ended) {
      context.runOnContext(back -> ended.onComplete(answer));
    }
  }

  /** Completes, where it was called, when that is durable. */
  Future<Settled> end(PendingDelivery delivery) {
    Context caller = vertx.getOrCreateContext();
    return Future.future(answer -> {
      add(new Ending(delivery, caller, answer));
      storeNext();
    });
  }

  private synchronized void add(Ending ending) {
    waiting.add(ending);
  }

  private void storeNext() {
    List<Ending> batch = take();
    if (!batch.isEmpty()) {
      store
          .apply(batch.stream().map(Ending::delivery).toList())
          .onComplete(done -> {
            free();
            storeNext();
          })
          .onComplete(stored -> {
            for (int index = 0; index < batch.size(); index++) {
              int place = index;
              batch
                  .get(index)
                  .tell(
                      stored.succeeded()
                          ? Future.succeededFuture(stored.result().get(place))
                          : Future.failedFuture(stored.cause()));
            }
          });
    }
  }

  private synchronized List<Ending> take() {
    List<Ending> batch = new ArrayList<>();
    while (!storing && batch.size() < LARGEST_BATCH && !waiting.isEmpty()) {
      batch.add(waiting.poll());
    }
    storing |= !batch.isEmpty();
    return batch;
  }

  private synchronized void free() {
    storing = false;
  }
}
