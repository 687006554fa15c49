package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.await;
import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.EventLog;
import io.evenkeel.kit.Platform;
import io.evenkeel.kit.Subscription;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs an event of which somebody could not handle. */
class DeliveryTroubleTest {

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  private final Platform platform = SHARED.world().platform().platform();

  private static Map<String, Object> waiting(CaseRun run) {
    return Json.object(run.stage("dev").get("waiting"));
  }

  private static Map<String, Object> execution(CaseRun run) {
    ApiResponse answer = SHARED
        .world()
        .call(
            "getSequenceExecutions",
            Map.of(),
            Map.of("project", run.project(), "keptnContext", run.context()),
            "");
    return Json.object(
        Json.object(Json.list(answer.object().get("sequenceExecutions")).get(0)).get("waiting"));
  }

  /** Gives up the delivery of {@code event}, as the relay does after the last attempt. */
  private void park(KeptnEvent event, String subscriber) {
    await(platform.database().transaction(client -> client
        .query("INSERT INTO delivery (event_id, subscriber, context, due_at, lease, attempts,"
            + " parked, error) VALUES ('" + event.id() + "', '" + subscriber + "', '"
            + event.context() + "', 1000, 3, 10, 1, 'no' || CHAR(10) || 'luck')")
        .execute()));
  }

  @Test
  void aRunOneOfWhoseDeliveriesWasGivenUpIsBlockedUntilSomebodyDecides() {
    CaseRun run = SHARED.run("S-CHAIN", "dev.delivery");
    KeptnEvent task = run.task("deployment");
    String own = Json.text(waiting(run).get("text"));

    park(task, "helm-service");

    Map<String, Object> blocked = waiting(run);
    assertThat(blocked)
        .containsEntry("reason", "blocked")
        .containsEntry("since", "1970-01-01T00:00:01Z")
        .containsEntry("subscriber", "helm-service")
        .containsEntry("error", "no\nluck")
        .containsEntry(
            "text",
            own + ", but helm-service could not handle deployment.triggered, and it was given up"
                + " after 10 attempts: no luck")
        .doesNotContainKey("until");
    assertThat(execution(run)).isEqualTo(blocked);

    await(platform
        .api()
        .call(
            "deliveries",
            ApiRequest.of(
                "dropDelivery",
                Map.of("deliveryID", Json.text(blocked.get("delivery"))),
                "{\"reason\": \"test\"}")));

    assertThat(waiting(run)).containsEntry("reason", "unanswered").containsKey("until");
  }

  @Test
  void aRunWhoseDeliveryIsTriedAgainSaysWhen() {
    String type = "sh.keptn.event.deployment.triggered";
    await(platform
        .mesh()
        .subscribe(
            Subscription.of("unlucky", type), event -> Future.failedFuture("no pod is ready")));
    try {
      CaseRun run = SHARED.run("S-CHAIN", "dev.delivery");

      Map<String, Object> waiting = awaitUntil(
          () -> waiting(run),
          found -> "retrying".equals(found.get("reason")) && found.containsKey("until"));

      assertThat(Json.text(waiting.get("text")))
          .startsWith("waits for somebody to start deployment, but unlucky could not handle"
              + " deployment.triggered and is to try again, ")
          .endsWith(" failed so far: no pod is ready");
      assertThat(waiting).containsEntry("error", "no pod is ready").containsKey("attempts");
      assertThat(Instant.parse(Json.text(waiting.get("until"))))
          .isAfter(Instant.parse(Json.text(waiting.get("since"))));
    } finally {
      await(platform.mesh().unsubscribe("unlucky"));
    }
  }

  /** What starts it was given up: the stage is shown though nothing of it is known yet. */
  @Test
  void aStageThatCanNotBeginForItIsShown() {
    CaseRun run = SHARED.run("S-CHAIN", "dev.delivery");
    run.task("deployment");
    Map<String, Object> data = Map.of("project", run.project(), "stage", "far", "service", "svc");
    KeptnEvent trigger = KeptnEvent.of(
        UUID.randomUUID().toString(),
        "sh.keptn.event.far.delivery.triggered",
        "test",
        Instant.now(),
        run.context(),
        data);
    await(platform.database().transaction(client -> EventLog.append(client, trigger)));

    park(trigger, "somebody-else");
    assertThat(run.stage("far")).isEmpty();
    park(trigger, "shipyard-controller");

    assertThat(Json.at(run.stage("far"), "waiting", "reason")).isEqualTo("blocked");
    assertThat(Json.at(run.stage("dev"), "waiting", "reason")).isEqualTo("unanswered");
  }

  @Test
  void aRunThatIsOverWaitsForNothing() {
    CaseRun run = SHARED.run("S-CHAIN", "dev.delivery");
    KeptnEvent task = run.task("deployment");
    run.control("abort");
    awaitUntil(run::state, "aborted"::equals);

    park(task, "shipyard-controller");

    assertThat(waiting(run)).isEmpty();
  }
}
