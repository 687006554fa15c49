package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RepeatTest {

  private static final int MANY = 200_000;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger turns = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private static void await(Supplier<Future<Boolean>> turn) throws Exception {
    Repeat.whileTrue(turn).await(20, TimeUnit.SECONDS);
  }

  @Test
  void takesMoreTurnsThanAStackHasRoomFor() throws Exception {
    await(() -> Future.future(
        later -> vertx.runOnContext(now -> later.complete(turns.incrementAndGet() < MANY))));

    assertThat(turns).hasValue(MANY);
  }

  @Test
  void takesAsManyThatAreOverAtOnce() throws Exception {
    await(() -> Future.succeededFuture(turns.incrementAndGet() < MANY));

    assertThat(turns).hasValue(MANY);
  }

  @Test
  void endsWithTheFirstFailure() {
    assertThatThrownBy(() -> await(() -> turns.incrementAndGet() < 3
            ? Future.succeededFuture(true)
            : Future.failedFuture(new IllegalStateException("the third"))))
        .hasMessageContaining("the third");
    assertThatThrownBy(() -> await(() -> {
          throw new IllegalStateException("thrown");
        }))
        .hasMessageContaining("thrown");

    assertThat(turns).hasValue(3);
  }
}
