package io.evenkeel.kit;

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
 * What many callers want stored: whatever comes while some is being stored shares the next
 * transaction.
 */
final class Batches<I, O> {

  private final Vertx vertx;
  private final int largest;
  private final Function<List<I>, Future<List<Future<O>>>> store;
  private final Deque<Entry<I, O>> waiting = new ArrayDeque<>();
  private boolean storing;

  /**
   * At most {@code largest} at a time are given to {@code store}, which yields what came of each,
   * or fails for all of them.
   */
  Batches(Vertx vertx, int largest, Function<List<I>, Future<List<Future<O>>>> store) {
    this.vertx = vertx;
    this.largest = largest;
    this.store = store;
  }

  private record Entry<I, O>(I item, Context context, Promise<O> answer) {

    void tell(Future<O> outcome) {
      context.runOnContext(back -> outcome.onComplete(answer));
    }
  }

  /** Completes, where it was called, when {@code item} is durable. */
  Future<O> add(I item) {
    Context caller = vertx.getOrCreateContext();
    return Future.future(answer -> {
      enter(new Entry<>(item, caller, answer));
      storeNext();
    });
  }

  private synchronized void enter(Entry<I, O> entry) {
    waiting.add(entry);
  }

  private void storeNext() {
    List<Entry<I, O>> batch = take();
    if (!batch.isEmpty()) {
      store
          .apply(batch.stream().map(Entry::item).toList())
          .onComplete(done -> {
            free();
            storeNext();
          })
          .onSuccess(outcomes -> {
            for (int index = 0; index < batch.size(); index++) {
              batch.get(index).tell(outcomes.get(index));
            }
          })
          .onFailure(cause -> batch.forEach(entry -> entry.tell(Future.failedFuture(cause))));
    }
  }

  private synchronized List<Entry<I, O>> take() {
    List<Entry<I, O>> batch = new ArrayList<>();
    while (!storing && batch.size() < largest && !waiting.isEmpty()) {
      batch.add(waiting.poll());
    }
    storing |= !batch.isEmpty();
    return batch;
  }

  private synchronized void free() {
    storing = false;
  }
}
