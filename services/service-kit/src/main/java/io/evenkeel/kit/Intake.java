package io.evenkeel.kit;

import io.evenkeel.model.event.KeptnEvent;
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
 * Stores events of many senders in one transaction: those that arrive while one is under way share
 * the next. What one of them is refused for is not the others' fault: then each is tried alone.
 */
final class Intake {

  private static final int LARGEST_BATCH = 128;
  private static final int STORE_TO_BLAME = 500;

  private final Vertx vertx;
  private final Function<List<KeptnEvent>, Future<Void>> store;
  private final Deque<Sender> waiting = new ArrayDeque<>();
  private boolean storing;

  /** What {@code store} is given is stored in one transaction, or not at all. */
  Intake(Vertx vertx, Function<List<KeptnEvent>, Future<Void>> store) {
    this.vertx = vertx;
    this.store = store;
  }

  private record Sender(List<KeptnEvent> events, Context context, Promise<Void> answer) {

    void tell(Future<Void> stored) {
      context.runOnContext(back -> stored.onComplete(answer));
    }
  }

  /** Completes, where it was called, when the events are durable. */
  Future<Void> store(List<KeptnEvent> events) {
    Context caller = vertx.getOrCreateContext();
    return Future.future(answer -> {
      add(new Sender(events, caller, answer));
      storeNext();
    });
  }

  private synchronized void add(Sender sender) {
    waiting.add(sender);
  }

  private void storeNext() {
    List<Sender> batch = take();
    if (!batch.isEmpty()) {
      store
          .apply(batch.stream().flatMap(sender -> sender.events().stream()).toList())
          .onSuccess(stored -> batch.forEach(sender -> sender.tell(Future.succeededFuture())))
          .onFailure(cause -> refuse(batch, cause))
          .onComplete(done -> {
            free();
            storeNext();
          });
    }
  }

  private synchronized List<Sender> take() {
    List<Sender> batch = new ArrayList<>();
    while (!storing && batch.size() < LARGEST_BATCH && !waiting.isEmpty()) {
      batch.add(waiting.poll());
    }
    storing |= !batch.isEmpty();
    return batch;
  }

  private synchronized void free() {
    storing = false;
  }

  private void refuse(List<Sender> batch, Throwable cause) {
    boolean all = cause instanceof Refusal refusal && refusal.status() >= STORE_TO_BLAME;
    if (all || batch.size() == 1) {
      batch.forEach(sender -> sender.tell(Future.failedFuture(cause)));
    } else {
      batch.forEach(sender -> store
          .apply(sender.events())
          .onComplete(alone -> sender.tell(
              alone.succeeded() ? Future.succeededFuture() : Future.failedFuture(alone.cause()))));
    }
  }
}
