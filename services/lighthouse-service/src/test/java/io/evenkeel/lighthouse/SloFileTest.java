package io.evenkeel.lighthouse;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an evaluation does when its {@code slo.yaml} is missing, malformed or late. */
class SloFileTest extends LighthouseFixture {

  @Test
  void asksAlthoughThereIsNoSloFileAndThenPasses() {
    configure("prometheus");
    sloAnswer = ApiResponse.error(404, "Resource not found");
    evaluate("t1", "c1", 1);

    assertThat(Json.object(test.awaitEvent("c1", GET_SLI).data().get("get-sli")))
        .doesNotContainKeys("indicators", "customFilters");
    assertThat(finishedOf("c1").message())
        .isEqualTo("no evaluation performed by lighthouse because no SLO file configured for "
            + "project shop");
  }

  @Test
  void saysThatTheSloFileIsMalformed() {
    configure("prometheus");
    sloAnswer = slo("- a\n- b\n");

    trigger("t1", "c1", Map.of("evaluation", WINDOW));

    assertThat(test.awaitEvent("c1", FINISHED).message())
        .isEqualTo("error retrieving SLO file: Could not parse SLO file for service cart in stage "
            + "qa in project shop");
  }

  @Test
  void saysWhyTheSloFileCannotBeHad() {
    configure("prometheus");
    sloAnswer = ApiResponse.error(500, "disk is full");

    trigger("t1", "c1", Map.of("evaluation", WINDOW));

    KeptnEvent finished = test.awaitEvent("c1", FINISHED);
    assertThat(finished.message()).isEqualTo("error retrieving SLO file: disk is full");
    assertThat(finished.status()).isEqualTo("errored");
  }

  @Test
  void triesAgainWhileTheResourceServiceIsAway() {
    configure("prometheus");
    sloAnswer = ApiResponse.error(503, "resource-service is not running");
    trigger("t1", "c1", Map.of("evaluation", WINDOW));
    awaitUntil(sloRequests::size, tried -> tried > 0);

    sloAnswer = slo(SLO);

    assertThat(test.awaitEvent("c1", GET_SLI).project()).isEqualTo("shop");
  }

  @Test
  void keepsAPendingEvaluationOverARestart() {
    configure("prometheus");
    trigger("t1", "c1", Map.of("evaluation", WINDOW));
    KeptnEvent question = test.awaitEvent("c1", GET_SLI);

    restart(Map.of());
    test.publish(answer("a1", "c1", 100, Map.of()).withTriggeredId(question.id()));

    assertThat(test.awaitEvent("c1", FINISHED).result()).isEqualTo("pass");
  }
}
