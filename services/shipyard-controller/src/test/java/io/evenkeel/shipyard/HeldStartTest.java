package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs that are triggered while the resource service is away. */
class HeldStartTest {

  private static final String FIRST_TASK = "deployment";
  private static final String AWAY = "resource-service is not running";

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  private final AtomicBoolean away = new AtomicBoolean(true);

  private CaseRun triggeredWhileAway() {
    String project = CaseRun.project(SHARED.world(), "S-CHAIN");
    SHARED
        .world()
        .resources()
        .answer(
            "getHeads",
            request -> away.get() && request.path("project").equals(project),
            ApiResponse.error(503, AWAY));
    return CaseRun.start(SHARED.world(), project, "dev.delivery", "svc", Map.of(), "");
  }

  private static Map<String, Object> awaitReason(CaseRun run) {
    return awaitUntil(
        () -> Json.object(run.stage("dev").get("waiting")), reason -> !reason.isEmpty());
  }

  @Test
  void aRunWaitsForTheServiceAndSaysSinceWhenAndGoesOnWhenItIsBack() {
    Instant before = Instant.now().minusSeconds(1);
    CaseRun run = triggeredWhileAway();

    Map<String, Object> reason = awaitReason(run);

    assertThat(reason.get("reason")).isEqualTo("unavailable");
    assertThat(Json.text(reason.get("text"))).contains(AWAY, "tries again");
    assertThat(Instant.parse(Json.text(reason.get("since")))).isAfter(before);
    assertThat(run.state()).isEqualTo("triggered");
    assertThat(run.all("dev.delivery.finished")).isEmpty();

    away.set(false);

    run.task(FIRST_TASK);
    assertThat(Json.object(run.stage("dev").get("waiting")).get("reason"))
        .isNotEqualTo("unavailable");
  }

  @Test
  void aRunThatIsAbortedMeanwhileNeverStarts() {
    CaseRun run = triggeredWhileAway();
    awaitReason(run);

    run.control("abort");
    away.set(false);

    assertThat(run.finished("dev.delivery").message()).isEqualTo("aborted before it started");
    assertThat(run.all(FIRST_TASK + ".triggered")).isEmpty();
  }
}
