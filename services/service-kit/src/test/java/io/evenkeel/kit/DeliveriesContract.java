package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Deliveries.Appended;
import io.evenkeel.kit.Deliveries.Settled;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises of deliveries. */
abstract class DeliveriesContract {

  Vertx vertx;
  Database database;

  /** An empty store. */
  abstract TestStore emptyStore() throws Exception;

  abstract Deliveries deliveries(
      Function<KeptnEvent, List<String>> hearers, Predicate<String> reached);

  @BeforeEach
  final void start(@TempDir Path directory) throws Exception {
    vertx = Vertx.vertx();
    database = emptyStore().open(vertx, directory);
    await(Migrations.apply(database, "service-kit"));
  }

  @AfterEach
  final void stop() throws Exception {
    await(database.close());
    await(vertx.close());
  }

  @Test
  final void onlyNewEventsAreDeliveredAndOnlyTheFirstOfALaneIsHeld() throws Exception {
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
  final void anEventNobodyHearsIsStoredAllTheSame() throws Exception {
    Appended stored = append(List.of(), event("a", "one"));

    assertThat(stored.fresh()).hasSize(1);
    assertThat(stored.deliveries()).isEmpty();
    assertThat(await(EventLog.byId(database.reader(), "a"))).hasSize(1);
  }

  @Test
  final void theOldestOfTheLaneFollowsAndALostLeaseHurtsOnlyItself() throws Exception {
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
    assertThat(settle(first).get(0)).isEqualTo(new Settled(false, Optional.empty()));
    assertThat(settle(second).get(0).next().orElseThrow().event().id()).isEqualTo("c");
    assertThat(settle(other).get(0)).isEqualTo(new Settled(true, Optional.empty()));
  }

  @Test
  final void whoHasLostItsLeaseTakesNothing() throws Exception {
    PendingDelivery free =
        append(List.of("elsewhere"), event("a", "one")).deliveries().get(0);
    PendingDelivery lost = new PendingDelivery(free.subscriber(), free.event(), 0, 7);

    assertThat(settle(lost)).containsExactly(new Settled(false, Optional.empty()));
    assertThat(settle(free).get(0).mine()).isTrue();
  }

  @Test
  final void theEndOfADeliveryYieldsTheNextOrUndoesWhatItsFormerHolderWrote() throws Exception {
    Appended stored = append(List.of("reached"), event("a", "one"), event("b", "one"));
    PendingDelivery first = stored.deliveries().get(0);

    assertThat(end(first, event("follows", "two")).orElseThrow().event().id()).isEqualTo("b");
    assertThatThrownBy(() -> end(first, event("late", "two"))).isInstanceOf(LostLease.class);

    assertThat(await(EventLog.byId(database.reader(), "follows"))).hasSize(1);
    assertThat(await(EventLog.byId(database.reader(), "late"))).isEmpty();
  }

  @Test
  final void whatIsDecidedOnWhileItIsStoredIsDeliveredToAllOthers() throws Exception {
    Appended stored = appendDecided(List.of("decider", "reached"), event("a", "one"));

    assertThat(stored.fresh()).extracting(KeptnEvent::id).containsExactly("a");
    assertThat(stored.deliveries())
        .extracting(each -> "%s %d".formatted(each.subscriber(), each.lease()))
        .containsExactly("reached 1");
  }

  @Test
  final void nobodyDecidesOnWhatIsKnownOrBehindOthers() throws Exception {
    append(List.of("decider"), event("a", "one"));
    PendingDelivery parked =
        append(List.of("decider"), event("b", "two")).deliveries().get(0);
    await(database.transaction(client ->
        DeliveryTable.postpone(client, database.dialect(), parked, "broken", Duration.ZERO, true)));

    assertThatThrownBy(() -> appendDecided(List.of("decider"), event("c", "one")))
        .isInstanceOf(LaneTaken.class);
    assertThatThrownBy(() -> appendDecided(List.of("decider"), event("b", "two")))
        .isInstanceOf(LaneTaken.class);

    assertThat(await(EventLog.byId(database.reader(), "c"))).isEmpty();
    assertThat(appendDecided(List.of("decider"), event("d", "two")).fresh()).hasSize(1);
  }

  private Appended appendDecided(List<String> hearers, KeptnEvent event) throws Exception {
    Deliveries deliveries = deliveries(any -> hearers, name -> name.equals("reached"));
    return await(
        database.transaction(client -> deliveries.appendDecided(client, event, "decider")));
  }

  private Optional<PendingDelivery> end(PendingDelivery delivery, KeptnEvent follows)
      throws Exception {
    Deliveries deliveries = deliveries(event -> List.of(), name -> false);
    return await(database.transaction(client -> database.last(client, last -> {
      deliveries.append(last, List.of(follows));
      return deliveries.end(last, delivery);
    })));
  }

  final Appended append(List<String> hearers, KeptnEvent... events) throws Exception {
    Deliveries deliveries = deliveries(event -> hearers, name -> name.equals("reached"));
    return await(database.transaction(client -> deliveries.append(client, List.of(events))));
  }

  final List<Settled> settle(PendingDelivery... ended) throws Exception {
    Deliveries deliveries = deliveries(event -> List.of(), name -> false);
    return await(database.transaction(client -> deliveries.settle(client, List.of(ended))));
  }

  static KeptnEvent event(String id, String context) {
    return KeptnEvent.of(
        id,
        "sh.keptn.event.work.triggered",
        "test",
        Instant.now(),
        context,
        Map.of("project", "p"));
  }
}
