package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.PendingDelivery.Lane;
import io.evenkeel.kit.PostgresDeliveries.Appended;
import io.evenkeel.kit.PostgresDeliveries.Settled;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresDeliveriesTest {

  private Vertx vertx;
  private Database database;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    vertx = Vertx.vertx();
    database = TestStore.postgres().open(vertx, directory);
    await(Migrations.apply(database, "service-kit"));
  }

  @AfterEach
  void stop() throws Exception {
    await(database.close());
    await(vertx.close());
  }

  @Test
  void onlyNewEventsAreDeliveredAndOnlyTheFirstOfALaneIsHeld() throws Exception {
    Appended stored = append(
        List.of("reached", "elsewhere"),
        event("a", "one"),
        event("b", "one"),
        event("a", "one"),
        event("c", "two"));

    assertThat(stored.fresh()).extracting(KeptnEvent::id).containsExactly("a", "b", "c");
    assertThat(stored.deliveries())
        .extracting(
            each -> "%s %s %d".formatted(each.event().id(), each.subscriber(), each.lease()))
        .containsExactlyInAnyOrder(
            "a reached 1",
            "a elsewhere 0",
            "b reached 0",
            "b elsewhere 0",
            "c reached 1",
            "c elsewhere 0");
  }

  @Test
  void anEventNobodyHearsIsStoredAllTheSame() throws Exception {
    Appended stored = append(List.of(), event("a", "one"));

    assertThat(stored.fresh()).hasSize(1);
    assertThat(stored.deliveries()).isEmpty();
    assertThat(await(EventLog.byId(database.reader(), "a"))).hasSize(1);
  }

  @Test
  void theOldestOfTheLaneFollowsAndALostLeaseHurtsOnlyItself() throws Exception {
    Appended stored = append(
        List.of("reached"),
        event("a", "one"),
        event("b", "one"),
        event("c", "one"),
        event("d", "two"));
    PendingDelivery first = stored.deliveries().get(0);
    PendingDelivery other = stored.deliveries().get(3);
    PendingDelivery lost =
        new PendingDelivery(other.subscriber(), other.event(), 0, other.lease() + 1);

    List<Settled> ended = settle(first, lost);

    assertThat(ended).extracting(Settled::mine).containsExactly(true, false);
    PendingDelivery second = ended.get(0).next().orElseThrow();
    assertThat(second.event().id()).isEqualTo("b");
    assertThat(second.lease()).isEqualTo(1);
    assertThat(ended.get(1).next()).isEmpty();
    assertThat(settle(first).get(0).mine()).isFalse();
    assertThat(settle(second).get(0).next().orElseThrow().event().id()).isEqualTo("c");
    assertThat(settle(other).get(0)).isEqualTo(new Settled(true, Optional.empty()));
  }

  @Test
  void lanesInWhichSomethingWaitsAreFound() throws Exception {
    append(List.of("reached"), event("a", "one"), event("b", "one"), event("c", "two"));

    List<Lane> asked =
        List.of(new Lane("reached", "two"), new Lane("reached", "one"), new Lane("other", "one"));

    assertThat(await(PostgresDeliveries.waiting(database.reader(), asked)))
        .containsExactly(new Lane("reached", "one"));
  }

  @Test
  void onlyWhoWritesByKeysGoesWithoutScansAndWithPlansMadeOnce() throws Exception {
    assertThat(await(database.transaction(PostgresDeliveriesTest::settings)))
        .isEqualTo("force_generic_plan off off");
    assertThat(await(database.longTransaction(PostgresDeliveriesTest::settings)))
        .endsWith(" on on");
    assertThat(await(settings(database.reader()))).isEqualTo("auto on on");
  }

  private static Future<String> settings(SqlClient client) {
    return client
        .query(
            "SELECT current_setting('plan_cache_mode') || ' ' || current_setting('enable_seqscan')"
                + " || ' ' || current_setting('enable_bitmapscan') AS all_of_them")
        .execute()
        .map(rows -> rows.iterator().next().getString(0));
  }

  private Appended append(List<String> hearers, KeptnEvent... events) throws Exception {
    Function<KeptnEvent, List<String>> hear = event -> hearers;
    return await(database.transaction(client -> PostgresDeliveries.append(
        client, List.of(events), hear, name -> name.equals("reached"), Relay.LEASE)));
  }

  private List<Settled> settle(PendingDelivery... deliveries) throws Exception {
    return await(database.transaction(
        client -> PostgresDeliveries.settle(client, List.of(deliveries), Relay.LEASE)));
  }

  private static KeptnEvent event(String id, String context) {
    return KeptnEvent.of(
        id,
        "sh.keptn.event.work.triggered",
        "test",
        Instant.now(),
        context,
        Map.of("project", "p"));
  }
}
