package io.evenkeel.kit;

import static io.evenkeel.kit.TestStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the parked deliveries and the retention of events promise on every store. */
abstract class ParkedDeliveriesContract extends PlatformContract {

  private static final String TYPE = "sh.keptn.event.work.triggered";

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

  @BeforeEach
  final void subscribe() throws Exception {
    await(platform.mesh().subscribe(Subscription.of("worker", TYPE), event -> {
      heard.add(event.id());
      return Future.succeededFuture(Completion.nothing());
    }));
  }

  @Test
  final void aParkedDeliveryIsListedWithItsErrorAndCanBeTriedAgain() throws Exception {
    park("e-1");

    Map<String, Object> listed = list().get(0);
    assertThat(listed)
        .containsEntry("eventId", "e-1")
        .containsEntry("subscriber", "worker")
        .containsEntry("error", "no luck")
        .containsEntry("keptnContext", "ctx");
    ApiResponse answer = call("redriveDelivery", Json.text(listed.get("id")), "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("e-1");
    assertThat(list()).isEmpty();
  }

  @Test
  final void whatIsTriedAgainIsListedWithTheTimeOfItsNextAttempt() throws Exception {
    park("e-1");
    Instant before = Instant.now();
    await(platform.mesh().subscribe(Subscription.of("unlucky", "sh.keptn.event.note"), event -> {
      heard.add(event.id());
      return Future.failedFuture("the moon is wrong");
    }));
    await(platform.mesh().publish(List.of(note("e-2", "ctx"), note("e-3", "ctx"))));
    heard.poll(10, TimeUnit.SECONDS);
    heard.poll(10, TimeUnit.SECONDS);

    List<Map<String, Object>> retrying = list("retrying");
    assertThat(retrying).hasSize(1);
    assertThat(retrying.get(0))
        .containsEntry("eventId", "e-2")
        .containsEntry("subscriber", "unlucky")
        .containsEntry("state", "retrying")
        .containsEntry("error", "the moon is wrong");
    assertThat(String.valueOf(retrying.get(0).get("attempts"))).isBetween("1", "9");
    Instant since = Instant.parse(Json.text(retrying.get(0).get("since")));
    assertThat(since).isBetween(before.minusMillis(1), Instant.now());
    assertThat(Instant.parse(Json.text(retrying.get(0).get("nextAttempt")))).isAfter(since);
    assertThat(list("all"))
        .extracting(one -> one.get("state"))
        .containsExactly("parked", "retrying");
    assertThat(list("parked")).isEqualTo(list("")).hasSize(1);
    assertThat(list("parked").get(0)).doesNotContainKey("nextAttempt");
    assertThat(call("getDeliveries", Map.of("state", "lost")).status()).isEqualTo(400);
    assertThat(await(
            FailedDeliveries.of(platform.database().reader(), List.of("other", "ctx", "another"))))
        .extracting(FailedDelivery::subscriber)
        .containsExactly("worker", "unlucky");
  }

  @Test
  final void aParkedDeliveryIsDroppedOnlyWithAReason() throws Exception {
    park("e-1");
    String id = Json.text(list().get(0).get("id"));

    assertThat(call("dropDelivery", id, "{}").status()).isEqualTo(400);
    assertThat(list()).hasSize(1);
    assertThat(call("dropDelivery", id, "{\"reason\": \"obsolete\"}").status()).isEqualTo(200);
    assertThat(list()).isEmpty();
    assertThat(call("dropDelivery", id, "{\"reason\": \"obsolete\"}").status()).isEqualTo(404);
  }

  @Test
  final void aParkedDeliveryDoesNotHoldUpThoseBehindIt() throws Exception {
    park("e-1");

    await(platform.mesh().publish(event("e-2")));

    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("e-2");
  }

  @Test
  final void whatIsParkedOrPendingIsCountedForTheOperator() throws Exception {
    park("e-1");
    await(platform.mesh().publish(List.of(event("e-2"), note("e-3", "ctx"))));
    assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("e-2");
    await(platform.database().transaction(client -> client
        .query("INSERT INTO delivery (event_id, subscriber, context, created_at, due_at, lease,"
            + " attempts, parked, error) VALUES ('e-3', 'worker', 'ctx', 1, 9999999999999, 3, 4, 0,"
            + " 'no luck'), ('e-3', 'somebody else', 'ctx', 1, 9999999999999, 3, 4, 0, '')")
        .execute()));

    String text = await(platform.metrics().scrape(vertx));

    assertThat(text)
        .contains("evenkeel_deliveries_parked{subscriber=\"worker\"} 1.0")
        .contains("evenkeel_deliveries_pending{age=\"older\",subscriber=\"worker\"} 1.0")
        .contains("evenkeel_events_stored_total{type=\"work.triggered\"} 1.0")
        .contains("evenkeel_store_up 1.0")
        .contains("evenkeel_store_transaction_duration_seconds_count{outcome=\"committed\"}")
        .contains("evenkeel_store_read_duration_seconds_count ")
        .doesNotContain("somebody else");
  }

  @Test
  final void aStoreThatIsGoneShowsInTheNumbers() throws Exception {
    await(platform.database().close());

    assertThat(await(platform.metrics().scrape(vertx))).contains("evenkeel_store_up 0.0");
  }

  @Test
  final void oldEventsGoUnlessTheirRunIsKeptOrSomebodyHasYetToHearThem() throws Exception {
    park("parked");
    await(platform.mesh().publish(List.of(note("old", "a"), note("kept", "b"))));
    await(platform.database().transaction(client -> client
        .query("CREATE TABLE keeper (project VARCHAR(9), context VARCHAR(9))")
        .execute()
        .compose(made -> client.query("INSERT INTO keeper VALUES ('p', 'b')").execute())));

    int deleted = await(Retention.once(
        platform,
        "events",
        new Retention.Limit(Duration.ofSeconds(-5), 0),
        new EventRetention("keeper")));

    assertThat(deleted).isEqualTo(1);
    assertThat(await(EventLog.find(platform.database().reader(), EventQuery.page(10, 0))))
        .extracting(KeptnEvent::id)
        .containsExactlyInAnyOrder("kept", "parked");
  }

  /** Stores an event whose delivery has been given up. */
  private void park(String id) throws Exception {
    await(platform.database().transaction(client -> EventLog.append(client, event(id))
        .compose(stored -> client
            .query("INSERT INTO delivery (event_id, subscriber, context, due_at, lease, attempts,"
                + " parked, error) VALUES ('" + id + "', 'worker', 'ctx', 1, 3, 10, 1, 'no luck')")
            .execute())));
  }

  private List<Map<String, Object>> list() throws Exception {
    return list("");
  }

  private List<Map<String, Object>> list(String state) throws Exception {
    return Json.list(call("getDeliveries", Map.of("state", state)).object().get("deliveries"))
        .stream()
        .map(Json::object)
        .toList();
  }

  private ApiResponse call(String operation, Map<String, String> query) throws Exception {
    return await(platform.api().call("deliveries", new ApiRequest(operation, Map.of(), query, "")));
  }

  private ApiResponse call(String operation, String id, String body) throws Exception {
    return await(platform
        .api()
        .call("deliveries", ApiRequest.of(operation, Map.of("deliveryID", id), body)));
  }

  private static KeptnEvent event(String id) {
    return KeptnEvent.of(id, TYPE, "test", Instant.now(), "ctx", Map.of("project", "p"));
  }

  private static KeptnEvent note(String id, String context) {
    return KeptnEvent.of(
        id, "sh.keptn.event.note", "test", Instant.now(), context, Map.of("project", "p"));
  }
}
