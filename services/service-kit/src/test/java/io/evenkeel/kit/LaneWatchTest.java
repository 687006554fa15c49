package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LaneWatchTest {

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<List<Lane>> looks = new LinkedBlockingQueue<>();
  private final BlockingQueue<Lane> found = new LinkedBlockingQueue<>();
  private final LaneWatch watch = new LaneWatch(
      vertx,
      lanes -> {
        looks.add(lanes);
        return Future.succeededFuture(lanes);
      },
      found::add);

  @AfterEach
  void stop() throws Exception {
    TestStore.await(vertx.close());
  }

  @Test
  void theFirstLookComesAtOnceAndTheNextIsForAllThatCameUpSince() throws Exception {
    watch.doubt(lane("a"));
    watch.doubt(lane("b"));
    watch.doubt(lane("c"));
    watch.doubt(lane("b"));

    assertThat(looks.poll()).containsExactly(lane("a"));
    assertThat(Set.copyOf(look())).isEqualTo(Set.of(lane("b"), lane("c")));
    assertThat(List.copyOf(found)).contains(lane("a"));

    watch.doubt(lane("d"));
    assertThat(look()).containsExactly(lane("d"));
  }

  private List<Lane> look() throws InterruptedException {
    List<Lane> lanes = looks.poll(10, TimeUnit.SECONDS);
    assertThat(lanes).isNotNull();
    return lanes;
  }

  private static Lane lane(String context) {
    return new Lane("one", context);
  }
}
