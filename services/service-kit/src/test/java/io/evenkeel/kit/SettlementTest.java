package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.PostgresDeliveries.Settled;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettlementTest {

  private static final Settled MINE = new Settled(true, Optional.empty());
  private static final Settled LOST = new Settled(false, Optional.empty());

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final Settlement settlement = new Settlement(vertx, deliveries -> {
    Batch batch = new Batch(deliveries.stream().map(each -> each.event().id()).toList());
    batches.add(batch);
    return Future.fromCompletionStage(batch.answer());
  });

  private record Batch(List<String> ids, CompletableFuture<List<Settled>> answer) {

    Batch(List<String> ids) {
      this(ids, new CompletableFuture<>());
    }
  }

  @AfterEach
  void stop() throws Exception {
    TestStore.await(vertx.close());
  }

  @Test
  void thoseThatEndMeanwhileShareTheNextTransaction() throws Exception {
    Future<Settled> first = settlement.end(delivery("a"));
    Future<Settled> second = settlement.end(delivery("b"));
    Future<Settled> third = settlement.end(delivery("c"));

    assertThat(answer(List.of(MINE))).containsExactly("a");
    assertThat(TestStore.await(first)).isEqualTo(MINE);
    assertThat(answer(List.of(LOST, MINE))).containsExactly("b", "c");
    assertThat(TestStore.await(second)).isEqualTo(LOST);
    assertThat(TestStore.await(third)).isEqualTo(MINE);
  }

  @Test
  void whatCanNotBeStoredFailsAndTheNextIsTried() throws Exception {
    Future<Settled> first = settlement.end(delivery("a"));
    Future<Settled> second = settlement.end(delivery("b"));

    next().answer().completeExceptionally(new IllegalStateException("away"));

    assertThatThrownBy(() -> TestStore.await(first)).hasMessageContaining("away");
    assertThat(answer(List.of(MINE))).containsExactly("b");
    assertThat(TestStore.await(second)).isEqualTo(MINE);
  }

  private List<String> answer(List<Settled> answer) throws Exception {
    Batch batch = next();
    batch.answer().complete(answer);
    return batch.ids();
  }

  private Batch next() throws InterruptedException {
    Batch batch = batches.poll(10, TimeUnit.SECONDS);
    assertThat(batch).isNotNull();
    return batch;
  }

  private static PendingDelivery delivery(String id) {
    return new PendingDelivery(
        "one", KeptnEvent.of(id, "type", "test", Instant.now(), "ctx", Map.of()), 0, 1);
  }
}
