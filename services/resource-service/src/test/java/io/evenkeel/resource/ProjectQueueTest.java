package io.evenkeel.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectQueueTest {

  private final ProjectQueue queue = new ProjectQueue();
  private final List<String> started = new ArrayList<>();

  @Test
  void workOfOneProjectWaitsForTheFormerWorkEvenIfThatFails() {
    Promise<String> first = Promise.promise();
    Future<String> failed = queue.add("shop", () -> start("first", first.future()));
    queue.add("shop", () -> start("second", Future.succeededFuture("")));

    assertThat(started).containsExactly("first");
    first.fail("broken");

    assertThat(started).containsExactly("first", "second");
    assertThat(failed.cause()).hasMessage("broken");
  }

  @Test
  void projectsDoNotWaitForEachOther() {
    queue.add("shop", () -> start("shop", Promise.<String>promise().future()));
    queue.add("other", () -> start("other", Future.succeededFuture("")));

    assertThat(started).containsExactly("shop", "other");
  }

  @Test
  void whoComesWhenTooManyWaitIsTurnedAwayUntilThereIsRoom() {
    Promise<String> first = Promise.promise();
    queue.add("shop", first::future);
    for (int i = 1; i < ProjectQueue.MAX_WAITING; i++) {
      queue.add("shop", () -> Future.succeededFuture(""));
    }

    Future<String> refused = queue.add("shop", () -> start("late", Future.succeededFuture("")));
    first.complete("");
    Future<String> accepted = queue.add("shop", () -> start("next", Future.succeededFuture("")));

    assertThat(refused.cause()).isInstanceOfSatisfying(Refusal.class, refusal -> {
      assertThat(refusal.status()).isEqualTo(503);
      assertThat(refusal).hasMessage("project shop has 500 changes waiting; try again later");
    });
    assertThat(accepted.succeeded()).isTrue();
    assertThat(started).containsExactly("next");
  }

  @Test
  void itIsDrainedWhenAllWorkHasEnded() {
    Promise<String> work = Promise.promise();
    queue.add("shop", work::future);
    Future<Void> drained = queue.drained();

    assertThat(drained.isComplete()).isFalse();
    work.fail("broken");

    assertThat(drained.succeeded()).isTrue();
    assertThat(queue.drained().succeeded()).isTrue();
  }

  private Future<String> start(String name, Future<String> work) {
    started.add(name);
    return work;
  }
}
