package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.EventLog;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Parked deliveries through the public API: listed, tried again, given up. */
class DeliveriesTest extends GatewayTest {

  private static final String DELIVERIES = "/api/evenkeel/v1/deliveries";

  /** Stores an event whose delivery has been given up. */
  private void park(String id) {
    fail(id, 1);
  }

  private void fail(String id, int parked) {
    KeptnEvent event = KeptnEvent.of(
        id, "sh.keptn.event.work.triggered", "test", Instant.now(), "ctx", Map.of("project", "p"));
    TestPlatform.await(gateway.platform().database().transaction(client -> EventLog.append(
            client, event)
        .compose(stored -> client
            .query("INSERT INTO delivery (event_id, subscriber, context, due_at, lease, attempts,"
                + " parked, error) VALUES ('" + id
                + "', 'worker', 'ctx', 1, 3, 10, " + parked + ", 'no luck')")
            .execute())));
  }

  private Map<String, Object> page(String query) {
    HttpResponse<String> answer = gateway.get(DELIVERIES + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parseObject(answer.body());
  }

  private List<Map<String, Object>> listed(String query) {
    return Json.list(page(query).get("deliveries")).stream().map(Json::object).toList();
  }

  private HttpResponse<String> drop(String id, String body) {
    return gateway.send(
        "DELETE",
        DELIVERIES + "/" + id,
        body,
        "x-token",
        TestGateway.TOKEN,
        "Content-Type",
        "application/json");
  }

  @Test
  void parkedDeliveriesAreListedPageByPage() {
    park("e-1");
    park("e-2");

    assertThat(page("?pageSize=1")).containsEntry("totalCount", 2L).containsEntry("pageSize", 1L);
    assertThat(listed("?pageSize=1").get(0))
        .containsEntry("eventId", "e-1")
        .containsEntry("error", "no luck")
        .containsEntry("subscriber", "worker");
    String next = Json.text(page("?pageSize=1").get("nextPageKey"));
    assertThat(listed("?pageSize=1&nextPageKey=" + next))
        .extracting(delivery -> delivery.get("eventId"))
        .containsExactly("e-2");
    assertThat(gateway.get(DELIVERIES + "?pageSize=0").statusCode()).isEqualTo(422);
  }

  @Test
  void deliveriesThatAreTriedAgainAreListedOnDemand() {
    park("e-1");
    fail("e-2", 0);

    assertThat(listed("?state=retrying"))
        .extracting(delivery -> delivery.get("eventId") + " " + delivery.get("nextAttempt"))
        .containsExactly("e-2 1970-01-01T00:00:00.001Z");
    assertThat(listed("?state=all"))
        .extracting(delivery -> delivery.get("state"))
        .containsExactly("parked", "retrying");
    assertThat(listed("")).hasSize(1);
    assertThat(gateway.get(DELIVERIES + "?state=lost").body())
        .contains("state must be parked, retrying or all");
  }

  @Test
  void aParkedDeliveryIsTriedAgain() {
    park("e-1");

    HttpResponse<String> answer =
        gateway.post(DELIVERIES + "/" + listed("").get(0).get("id") + "/redrive", "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(listed("")).isEmpty();
    assertThat(gateway.post(DELIVERIES + "/77/redrive", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aDeliveryIsDroppedForAReasonThatTheAuditTrailKeeps() {
    park("e-1");
    String id = Json.text(listed("").get(0).get("id"));

    assertThat(drop(id, "{}").body()).contains("say why it is dropped");
    assertThat(drop(id, "{\"reason\":\"test is over\"}").statusCode()).isEqualTo(200);

    assertThat(listed("")).isEmpty();
    assertThat(gateway.get("/api/evenkeel/v1/audit?operation=dropDelivery").body())
        .contains("\"detail\":\"test is over\"", "say why it is dropped");
  }
}
