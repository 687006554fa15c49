package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of events on which somebody may decide while they are stored. */
abstract class DecidersContract extends PlatformContract {

  private static final String TYPE = "sh.keptn.event.work.started";

  private final BlockingQueue<String> decided = new LinkedBlockingQueue<>();

  @Test
  final void theDecisionIsStoredByTheTimeTheSenderKnows() throws Exception {
    decide(event -> Future.succeededFuture(answer(event)));

    publish("e-1", "one");

    assertThat(stored("e-1 answered")).isTrue();
    assertThat(deliveries()).isZero();
  }

  @Test
  final void othersHearOfTheEventAndOfTheDecision() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    decide(event -> Future.succeededFuture(answer(event)));
    await(platform.mesh().subscribe(Subscription.of("other", "sh.keptn.event.work.*"), event -> {
      heard.add(event.id());
      return Future.succeededFuture(Completion.nothing());
    }));

    publish("e-1", "one");

    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("e-1");
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("e-1 answered");
  }

  @Test
  final void theSameEventIsDecidedOnOnce() throws Exception {
    AtomicInteger decisions = new AtomicInteger();
    decide(event -> Future.succeededFuture(outbox -> {
      outbox.afterCommit(decisions::incrementAndGet);
      return Future.succeededFuture();
    }));

    List<Future<Void>> all = IntStream.range(0, 50)
        .mapToObj(copy -> platform.mesh().publish(event("e-1", "one")))
        .toList();
    await(Future.all(all));
    publish("e-2", "one");

    assertThat(decisions).hasValue(2);
    assertThat(deliveries()).isZero();
  }

  @Test
  final void aDecisionThatFailsIsMadeAgainAsADelivery() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    decide(event -> Future.succeededFuture(outbox -> {
      if (attempts.incrementAndGet() == 1) {
        outbox.publish(event.answer("finished", "never", Instant.now(), Map.of()));
        return Future.failedFuture("not yet");
      }
      outbox.afterCommit(() -> decided.add(event.id()));
      return Future.succeededFuture();
    }));

    publish("e-1", "one");

    assertThat(decided.poll(10, TimeUnit.SECONDS)).isEqualTo("e-1");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  final void whoeverTakesTimeToLookDoesNotHoldUpTheSender() throws Exception {
    AtomicInteger looks = new AtomicInteger();
    decide(event -> looks.incrementAndGet() == 1
        ? Future.future(never -> {})
        : Future.succeededFuture(tell(event)));

    publish("e-1", "one");

    assertThat(stored("e-1")).isTrue();
    assertThat(decided.poll(10, TimeUnit.SECONDS)).isEqualTo("e-1");
  }

  @Test
  final void whatArrivesWhileSomebodyDecidesIsBehindIt() throws Exception {
    decide(event -> event.id().equals("e-0")
        ? vertx.timer(30, TimeUnit.MILLISECONDS).map(later -> tell(event))
        : Future.succeededFuture(tell(event)));

    List<Future<Void>> all = IntStream.range(0, 40)
        .mapToObj(number -> platform.mesh().publish(event("e-" + number, "one")))
        .toList();
    await(Future.all(all));

    for (int number = 0; number < 40; number++) {
      assertThat(decided.poll(10, TimeUnit.SECONDS)).isEqualTo("e-" + number);
    }
  }

  @Test
  final void whatWaitsInTheLaneIsDecidedOnFirst() throws Exception {
    AtomicInteger failures = new AtomicInteger(2);
    decide(event -> event.id().equals("e-1") && failures.getAndDecrement() > 0
        ? Future.failedFuture("not yet")
        : Future.succeededFuture(tell(event)));

    publish("e-1", "one");
    publish("e-2", "one");
    publish("e-3", "two");

    assertThat(decided.poll(10, TimeUnit.SECONDS)).isEqualTo("e-3");
    assertThat(decided.poll(10, TimeUnit.SECONDS)).isEqualTo("e-1");
    assertThat(decided.poll(10, TimeUnit.SECONDS)).isEqualTo("e-2");
  }

  @Test
  final void afterItsSubscriptionHasEndedNobodyDecides() throws Exception {
    decide(event -> Future.succeededFuture(tell(event)));
    await(platform.mesh().unsubscribe("decider"));

    publish("e-1", "one");

    assertThat(stored("e-1")).isTrue();
    assertThat(decided).isEmpty();
  }

  @Test
  final void anEventThatCanNotBeStoredIsRefusedAndNotDecidedOn() throws Exception {
    decide(event -> Future.succeededFuture(tell(event)));

    assertThatThrownBy(() -> publish("e".repeat(300), "one"))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("at most 255 characters");
    assertThat(decided).isEmpty();
  }

  private Completion tell(KeptnEvent event) {
    return outbox -> {
      outbox.afterCommit(() -> decided.add(event.id()));
      return Future.succeededFuture();
    };
  }

  private static Completion answer(KeptnEvent event) {
    return Completion.publish(KeptnEvent.of(
        event.id() + " answered",
        "sh.keptn.event.work.finished",
        "test",
        Instant.now(),
        event.context(),
        Map.of("project", "p")));
  }

  private void decide(Function<KeptnEvent, Future<Completion>> handler) throws Exception {
    await(platform.mesh().decide(Subscription.of("decider", TYPE), handler));
  }

  private void publish(String id, String context) throws Exception {
    await(platform.mesh().publish(event(id, context)));
  }

  private static KeptnEvent event(String id, String context) {
    return KeptnEvent.of(id, TYPE, "test", Instant.now(), context, Map.of("project", "p"));
  }

  private boolean stored(String id) throws Exception {
    return !await(EventLog.byId(platform.database().reader(), id)).isEmpty();
  }

  private long count() throws Exception {
    return await(
        EventLog.count(platform.database().reader(), EventQuery.page(1, 0).project("p")));
  }

  private long deliveries() throws Exception {
    return await(platform
            .database()
            .reader()
            .query("SELECT COUNT(*) AS n FROM delivery")
            .execute())
        .iterator()
        .next()
        .getLong("n");
  }
}
