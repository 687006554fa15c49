package io.evenkeel.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the mesh and the timers promise on every store. */
abstract class EventMeshContract extends PlatformContract {

  private static final String TYPE = "sh.keptn.event.work.triggered";

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @Test
  final void aSubscriberHearsWhatItAskedForAndNothingElse() throws Exception {
    subscribe("one", TYPE);

    publish("e-1", "ctx", TYPE);
    publish("e-2", "ctx", "sh.keptn.event.work.started");
    publish("e-3", "ctx", TYPE);

    assertThat(hear()).isEqualTo("one e-1");
    assertThat(hear()).isEqualTo("one e-3");
  }

  @Test
  final void aPatternStandsForExactlyOnePart() throws Exception {
    subscribe("all", "sh.keptn.event.*.triggered");

    publish("e-1", "ctx", "sh.keptn.event.dev.delivery.triggered");
    publish("e-2", "ctx", TYPE);

    assertThat(hear()).isEqualTo("all e-2");
  }

  @Test
  final void theSameEventTwiceIsStoredAndDeliveredOnce() throws Exception {
    subscribe("one", TYPE);

    publish("e-1", "ctx", TYPE);
    publish("e-1", "ctx", TYPE);
    publish("e-2", "ctx", TYPE);

    assertThat(hear()).isEqualTo("one e-1");
    assertThat(hear()).isEqualTo("one e-2");
    assertThat(count()).isEqualTo(2);
  }

  @Test
  final void whatAHandlerWantsNothingOfIsStoredButNotDelivered() throws Exception {
    await(platform
        .mesh()
        .subscribe(
            Subscription.of("choosy", "sh.keptn.event.work.triggered"),
            event -> !event.id().startsWith("dull"),
            event -> {
              heard.add(event.id());
              return Future.succeededFuture(Completion.nothing());
            }));

    publish("dull-1", "one", "sh.keptn.event.work.triggered");
    publish("two", "one", "sh.keptn.event.work.triggered");

    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("two");
    assertThat(await(EventLog.byId(platform.database().reader(), "dull-1"))).hasSize(1);
  }

  @Test
  final void whatAHandlerPublishesIsStoredWithItsAcknowledgement() throws Exception {
    await(platform
        .mesh()
        .subscribe(
            Subscription.of("answers", TYPE),
            event -> Future.succeededFuture(
                Completion.publish(event.answer("finished", "answers", Instant.now(), Map.of())))));
    subscribe("one", "sh.keptn.event.*.finished");

    publish("e-1", "ctx", TYPE);

    assertThat(hear()).startsWith("one ");
    assertThat(deliveriesLeft()).isZero();
  }

  @Test
  final void aFailedDeliveryIsTriedAgainBeforeTheNextOfItsContext() throws Exception {
    AtomicInteger failures = new AtomicInteger(2);
    await(platform.mesh().subscribe(Subscription.of("shaky", TYPE), event -> {
      if (event.id().equals("e-1") && failures.getAndDecrement() > 0) {
        return Future.failedFuture("not yet");
      }
      heard.add(event.id());
      return Future.succeededFuture(Completion.nothing());
    }));

    publish("e-1", "ctx", TYPE);
    publish("e-2", "ctx", TYPE);

    assertThat(hear()).isEqualTo("e-1");
    assertThat(hear()).isEqualTo("e-2");
  }

  @Test
  final void aTransactionThatFailsPublishesNothing() throws Exception {
    subscribe("one", TYPE);

    assertThatThrownBy(() -> await(platform.mesh().transaction(outbox -> {
          outbox.publish(event("lost", "ctx", TYPE));
          return Future.failedFuture(new IllegalStateException("no"));
        })))
        .hasMessageContaining("no");
    publish("e-1", "ctx", TYPE);

    assertThat(hear()).isEqualTo("one e-1");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  final void manyTransactionsShareCommitsAndOneFailureHurtsOnlyItself() throws Exception {
    List<Future<Void>> all = new ArrayList<>();
    for (int number = 0; number < 500; number++) {
      int current = number;
      all.add(platform.mesh().transaction(outbox -> {
        outbox.publish(event("e-" + current, "ctx-" + current % 7, TYPE));
        return current % 10 == 3 ? Future.failedFuture("refused") : Future.succeededFuture();
      }));
    }

    Future.join(all).otherwiseEmpty().await(20, TimeUnit.SECONDS);

    assertThat(all.stream().filter(Future::failed).count()).isEqualTo(50);
    assertThat(count()).isEqualTo(450);
  }

  @Test
  final void whatWasNotDeliveredBeforeAStopIsDeliveredAfterTheNextStart() throws Exception {
    await(platform
        .mesh()
        .subscribe(Subscription.of("one", TYPE), event -> Future.failedFuture("going down")));
    publish("e-1", "ctx", TYPE);
    stop();

    start();
    subscribe("one", TYPE);

    assertThat(hear()).isEqualTo("one e-1");
  }

  @Test
  final void eventsWaitForASubscriberThatIsKnownButNotReady() throws Exception {
    await(platform.mesh().enlist(Subscription.of("late", TYPE)));
    publish("e-1", "ctx", TYPE);
    publish("e-2", "ctx", TYPE);

    subscribe("late", TYPE);

    assertThat(hear()).isEqualTo("late e-1");
    assertThat(hear()).isEqualTo("late e-2");
  }

  @Test
  final void aTimerFiresAfterARestart() throws Exception {
    Timers.Timer timer = new Timers.Timer(
        "t-1", "owner", Instant.now().plus(Duration.ofMillis(300)), Map.of("n", 1));
    await(platform.mesh().transaction(outbox -> platform.timers().start(outbox, timer)));
    stop();

    start();
    await(platform.timers().serve("owner", fired -> {
      heard.add(fired.id() + fired.body());
      return Future.succeededFuture(Completion.nothing());
    }));

    assertThat(hear()).isEqualTo("t-1{n=1}");
  }

  @Test
  final void aCancelledTimerDoesNotFire() throws Exception {
    List<String> fired = new CopyOnWriteArrayList<>();
    await(platform.timers().serve("owner", timer -> {
      fired.add(timer.id());
      heard.add(timer.id());
      return Future.succeededFuture(Completion.nothing());
    }));
    await(platform.mesh().transaction(outbox -> start(outbox, "t-1", 1500)));
    await(platform.mesh().transaction(outbox -> platform.timers().cancel(outbox, "t-1")));
    await(platform.mesh().transaction(outbox -> start(outbox, "t-2", 1600)));

    assertThat(hear()).isEqualTo("t-2");
    assertThat(fired).containsExactly("t-2");
  }

  private Future<Void> start(Outbox outbox, String id, int millis) {
    Instant due = Instant.now().plus(Duration.ofMillis(millis));
    return platform.timers().start(outbox, new Timers.Timer(id, "owner", due, Map.of()));
  }

  private void subscribe(String subscriber, String... types) throws Exception {
    await(platform.mesh().subscribe(Subscription.of(subscriber, types), event -> {
      heard.add(subscriber + " " + event.id());
      return Future.succeededFuture(Completion.nothing());
    }));
  }

  private void publish(String id, String context, String type) throws Exception {
    await(platform.mesh().publish(event(id, context, type)));
  }

  private static KeptnEvent event(String id, String context, String type) {
    return KeptnEvent.of(id, type, "test", Instant.now(), context, Map.of("project", "p"));
  }

  private String hear() throws InterruptedException {
    return String.valueOf(heard.poll(10, TimeUnit.SECONDS));
  }

  private long count() throws Exception {
    return await(
        EventLog.count(platform.database().reader(), EventQuery.page(1, 0).project("p")));
  }

  private long deliveriesLeft() throws Exception {
    return await(platform
            .database()
            .reader()
            .query("SELECT COUNT(*) AS n FROM delivery" + " WHERE subscriber = 'answers'")
            .execute())
        .iterator()
        .next()
        .getLong("n");
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.await(20, TimeUnit.SECONDS);
  }
}
