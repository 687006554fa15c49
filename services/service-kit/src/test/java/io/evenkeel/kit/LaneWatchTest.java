package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
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
  private final Set<Lane> busy = new HashSet<>();
  private final LaneWatch watch = new LaneWatch(
      vertx,
      busy::contains,
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
    watch.left(lane("a"));
    watch.left(lane("b"));
    watch.left(lane("c"));
    watch.left(lane("b"));

    assertThat(looks.poll()).containsExactly(lane("a"));
    assertThat(Set.copyOf(look())).isEqualTo(Set.of(lane("b"), lane("c")));
    assertThat(List.copyOf(found)).contains(lane("a"));

    watch.left(lane("d"));
    assertThat(look()).containsExactly(lane("d"));
  }

  @Test
  void whatWaitsBehindOneInHandFollowsWhenThatHasSeenNothingBehindIt() {
    busy.add(lane("a"));
    watch.waits(lane("a"));
    assertThat(found).isEmpty();

    busy.remove(lane("a"));
    watch.left(lane("a"));
    assertThat(found).containsExactly(lane("a"));
    assertThat(looks).isEmpty();
  }

  @Test
  void whatComesAfterTheEndOfTheOneBeforeFollowsAtOnce() {
    watch.waits(lane("a"));

    assertThat(found).containsExactly(lane("a"));
    assertThat(looks).isEmpty();
  }

  @Test
  void whatTheEndOfTheOneBeforeHasSeenDoesNotFollowTwice() {
    busy.add(lane("a"));
    watch.waits(lane("a"));
    watch.goesOn(lane("a"));
    watch.left(lane("a"));

    assertThat(looks).containsExactly(List.of(lane("a")));
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
