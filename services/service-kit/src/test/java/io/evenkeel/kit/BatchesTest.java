package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchesTest {

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final Batches<String, Integer> store = new Batches<>(vertx, 2, items -> {
    Batch batch = new Batch(items);
    batches.add(batch);
    return Future.fromCompletionStage(batch.answer());
  });

  private record Batch(List<String> items, CompletableFuture<List<Future<Integer>>> answer) {

    Batch(List<String> items) {
      this(items, new CompletableFuture<>());
    }
  }

  @AfterEach
  void stop() throws Exception {
    TestStore.await(vertx.close());
  }

  @Test
  void whatComesMeanwhileSharesTheNextTransaction() throws Exception {
    Future<Integer> first = store.add("a");
    Future<Integer> second = store.add("b");
    Future<Integer> third = store.add("c");

    assertThat(answer(List.of(Future.succeededFuture(1)))).containsExactly("a");
    assertThat(TestStore.await(first)).isEqualTo(1);
    assertThat(answer(List.of(Future.succeededFuture(2), Future.failedFuture("no"))))
        .containsExactly("b", "c");
    assertThat(TestStore.await(second)).isEqualTo(2);
    assertThatThrownBy(() -> TestStore.await(third)).hasMessageContaining("no");
  }

  @Test
  void noTransactionGetsMoreThanItMay() throws Exception {
    List<Future<Integer>> all =
        List.of(store.add("a"), store.add("b"), store.add("c"), store.add("d"));

    assertThat(answer(List.of(Future.succeededFuture(1)))).containsExactly("a");
    assertThat(answer(List.of(Future.succeededFuture(2), Future.succeededFuture(3))))
        .containsExactly("b", "c");
    assertThat(answer(List.of(Future.succeededFuture(4)))).containsExactly("d");
    assertThat(TestStore.await(Future.all(all)).<Integer>list()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void whatCanNotBeStoredFailsAndTheNextIsTried() throws Exception {
    Future<Integer> first = store.add("a");
    Future<Integer> second = store.add("b");

    next().answer().completeExceptionally(new IllegalStateException("away"));

    assertThatThrownBy(() -> TestStore.await(first)).hasMessageContaining("away");
    assertThat(answer(List.of(Future.succeededFuture(2)))).containsExactly("b");
    assertThat(TestStore.await(second)).isEqualTo(2);
  }

  private List<String> answer(List<Future<Integer>> outcomes) throws Exception {
    Batch batch = next();
    batch.answer().complete(outcomes);
    return batch.items();
  }

  private Batch next() throws InterruptedException {
    Batch batch = batches.poll(10, TimeUnit.SECONDS);
    assertThat(batch).isNotNull();
    return batch;
  }
}
