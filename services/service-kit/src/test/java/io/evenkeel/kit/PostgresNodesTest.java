package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.metrics.Metrics;
import io.evenkeel.kit.tracing.Tracing;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL. */
class PostgresNodesTest {

  private static final String TYPE = "sh.keptn.event.work.triggered";
  private static final Duration SHORT = Duration.ofMillis(1500);

  private TestStore store;
  private Node one;
  private Node two;
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  /** What a process has. */
  private record Node(Vertx vertx, Database database, StoredEventMesh mesh) {

    void close() throws Exception {
      mesh.stop();
      await(database.close());
      await(vertx.close());
    }
  }

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    store = TestStore.postgres();
    one = node(directory, SHORT);
    two = node(directory, Relay.LEASE);
  }

  private Node node(Path directory, Duration lease) throws Exception {
    Vertx vertx = Vertx.vertx();
    Database database = store.open(vertx, directory);
    return new Node(
        vertx,
        database,
        await(StoredEventMesh.start(vertx, database, lease, new Metrics(), Tracing.OFF)));
  }

  @AfterEach
  void stop() throws Exception {
    one.close();
    two.close();
  }

  @Test
  void aNodePausedPastItsLeaseStoresNothingAndAnotherTakesOver() throws Exception {
    CompletableFuture<Completion> slow = new CompletableFuture<>();
    subscribe(one, event -> {
      heard.add("one");
      return Future.fromCompletionStage(slow);
    });
    await(one.mesh().publish(event("e-1", "ctx")));
    assertThat(hear()).isEqualTo("one");

    one.mesh().stop();
    subscribe(two, event -> {
      heard.add("two");
      return Future.succeededFuture(answer(event, "two"));
    });
    hearFrom("two");
    assertThat(awaitAnswers()).containsExactly("two");
    slow.complete(answer(event("e-1", "ctx"), "one"));
    await(two.mesh().publish(event("e-2", "ctx")));

    hearFrom("two");
    assertThat(answers()).doesNotContain("one");
  }

  @Test
  void aHandlerThatNeverComesBackKeepsNobodyWaitingForEver(@TempDir Path directory)
      throws Exception {
    one.close();
    one = node(directory, Duration.ofMillis(60));
    Future<Completion> never = Future.fromCompletionStage(new CompletableFuture<>());
    subscribe(one, event -> {
      heard.add("one");
      return heard.size() == 1 ? never : Future.succeededFuture(Completion.nothing());
    });

    await(one.mesh().publish(event("e-1", "ctx")));

    await(one.vertx().timer(5, TimeUnit.SECONDS));
    assertThat(heard).containsExactly("one", "one");
  }

  @Test
  void whoSubscribedWithoutBeingHeardIsLearnedOfInTime() throws Exception {
    await(two.database()
        .transaction(client -> SubscriptionTable.put(client, Subscription.of("worker", TYPE))));

    await(one.vertx().timer(Hearers.REREAD.toMillis() + 500, TimeUnit.MILLISECONDS));
    await(one.mesh().publish(event("e-1", "ctx")));

    subscribe(two, event -> {
      heard.add(event.id());
      return Future.succeededFuture(Completion.nothing());
    });
    assertThat(hear()).isEqualTo("e-1");
  }

  @Test
  void aBacklogLargerThanAPageKeepsTheOrderOfEachContext() throws Exception {
    subscribe(one, event -> Future.failedFuture("never"));
    one.mesh().stop();
    await(two.mesh().refreshSubscribers());
    await(two.mesh().transaction(outbox -> {
      for (int number = 0; number < 600; number++) {
        outbox.publish(event("e-" + number, "ctx-" + number % 3));
      }
      return Future.succeededFuture();
    }));

    subscribe(two, event -> {
      heard.add(event.id());
      return Future.succeededFuture(Completion.nothing());
    });
    await(two.mesh().publish(event("e-600", "ctx-0")));

    List<Integer> ofFirst = new ArrayList<>();
    for (int number = 0; number <= 600; number++) {
      int arrived = Integer.parseInt(hear().substring(2));
      if (arrived % 3 == 0) {
        ofFirst.add(arrived);
      }
    }
    assertThat(ofFirst).hasSize(201).isSorted();
  }

  @Test
  void bothNodesTogetherHandleEachEventOnceAndInOrder(@TempDir Path directory) throws Exception {
    one.close();
    one = node(directory, Relay.LEASE);
    for (Node node : List.of(one, two)) {
      subscribe(node, event -> {
        heard.add(event.id());
        return Future.succeededFuture(Completion.nothing());
      });
    }

    for (int number = 0; number < 100; number++) {
      await((number % 2 == 0 ? one : two).mesh().publish(event("e-" + number, "ctx")));
    }

    List<Integer> arrived = new ArrayList<>();
    for (int number = 0; number < 100; number++) {
      arrived.add(Integer.parseInt(hear().substring(2)));
    }
    assertThat(arrived).hasSize(100).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void bothNodesDecideInOrderAlsoBehindWhatFailed(@TempDir Path directory) throws Exception {
    one.close();
    one = node(directory, Relay.LEASE);
    Set<String> failed = ConcurrentHashMap.newKeySet();
    for (Node node : List.of(one, two)) {
      await(node.mesh().decide(Subscription.of("worker", TYPE), event -> {
        boolean fails = event.id().endsWith("5") && failed.add(event.id());
        return Future.succeededFuture(outbox -> {
          outbox.afterCommit(() -> heard.add(event.id()));
          return fails
              ? Future.failedFuture("not yet")
              : answer(event, "decided ").apply(outbox);
        });
      }));
    }
    await(one.mesh().refreshSubscribers());

    for (int number = 0; number < 60; number++) {
      await((number % 2 == 0 ? one : two).mesh().publish(event("e-" + number, "ctx")));
    }

    for (int number = 0; number < 60; number++) {
      hear();
    }
    assertThat(failed).hasSize(6);
    assertThat(decided()).hasSize(60).isSorted().doesNotHaveDuplicates();
  }

  /** Numbers of the events on which was decided, in the order of the log. */
  private List<Integer> decided() throws Exception {
    List<Integer> numbers = new ArrayList<>();
    await(two.database()
            .reader()
            .query("SELECT triggered_id FROM event_log WHERE type = 'sh.keptn.event.work.finished'"
                + " ORDER BY position")
            .execute())
        .forEach(row -> numbers.add(Integer.parseInt(row.getString(0).substring(2))));
    return numbers;
  }

  private static void subscribe(Node node, Function<KeptnEvent, Future<Completion>> handler)
      throws Exception {
    await(node.mesh().subscribe(Subscription.of("worker", TYPE), handler));
    await(node.mesh().refreshSubscribers());
  }

  private static Completion answer(KeptnEvent event, String who) {
    return Completion.publish(KeptnEvent.of(
            who + event.id(),
            "sh.keptn.event.work.finished",
            who,
            Instant.now(),
            event.context(),
            Map.of("project", "p"))
        .withTriggeredId(event.id()));
  }

  private List<String> awaitAnswers() throws Exception {
    List<String> seen = answers();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (seen.isEmpty() && System.nanoTime() < end) {
      seen = answers();
    }
    return seen;
  }

  private List<String> answers() throws Exception {
    return await(EventLog.find(
            two.database().reader(), EventQuery.page(100, 0).type("sh.keptn.event.work.finished")))
        .stream()
        .map(KeptnEvent::source)
        .toList();
  }

  private static KeptnEvent event(String id, String context) {
    return KeptnEvent.of(id, TYPE, "test", Instant.now(), context, Map.of("project", "p"));
  }

  private void hearFrom(String who) throws InterruptedException {
    String last = hear();
    while (!last.equals(who)) {
      assertThat(last).as("the next to handle it").isEqualTo("one");
      last = hear();
    }
  }

  private String hear() throws InterruptedException {
    return String.valueOf(heard.poll(15, TimeUnit.SECONDS));
  }
}
