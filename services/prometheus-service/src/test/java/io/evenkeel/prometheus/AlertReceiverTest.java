package io.evenkeel.prometheus;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertReceiverTest {

  private static final String CONTEXT = "83321d68-2081-4f8b-a01a-b17549e344a3";
  private static final String TRIGGERED = "sh.keptn.event.production.remediation.triggered";
  private static final String ALERT = """
      {"status":"firing","labels":{"project":"shop","stage":"production","service":"cart"},
       "annotations":{"summary":"rt_p90"},"startsAt":"2022-11-26T10:57:14.057345112Z",
       "fingerprint":"add2c31a47cf2e78"}""";

  @TempDir
  Path directory;

  private TestPlatform test;

  @BeforeEach
  void start() {
    test = TestPlatform.open(directory);
    await(test.vertx().deployVerticle(new PrometheusVerticle(test.platform())));
  }

  @AfterEach
  void stop() {
    test.close();
  }

  @Test
  void startsARemediation() {
    ApiResponse response = call(firing(ALERT));

    assertThat(response).isEqualTo(ApiResponse.empty(201));
    assertThat(remediations()).singleElement().satisfies(event -> {
      assertThat(event.type()).isEqualTo(TRIGGERED);
      assertThat(event.source()).isEqualTo("prometheus");
      assertThat(event.project()).isEqualTo("shop");
    });
  }

  @Test
  void dropsARepetitionUntilTheRemediationHasEnded() {
    call(firing(ALERT));
    assertThat(call(firing(ALERT)).status()).isEqualTo(201);
    assertThat(remediations()).hasSize(1);

    finish(remediations().get(0));
    call(firing(ALERT));

    assertThat(remediations()).hasSize(2);
  }

  @Test
  void remediatesEveryFiringAlertAndSkipsThoseItCannotPlace() {
    String second = ALERT
        .replace("add2c31a47cf2e78", "83321d68-2081-4f8b-a01a-b17549e344a4")
        .replace("2022-11-26T10:57:14.057345112Z", "");
    String unplaced = "{\"status\":\"firing\",\"labels\":{\"project\":\"shop\"}}";

    ApiResponse response = call(firing(ALERT + "," + second + "," + unplaced));

    assertThat(response.status()).isEqualTo(201);
    assertThat(remediations()).hasSize(1);
    assertThat(test.events("83321d68-2081-4f8b-a01a-b17549e344a4")).hasSize(1);
  }

  @Test
  void acknowledgesWhatNeedsNoRemediation() {
    assertThat(call("nonsense")).isEqualTo(ApiResponse.empty(200));
    assertThat(call("{\"status\":\"resolved\",\"alerts\":[" + ALERT + "]}"))
        .isEqualTo(ApiResponse.empty(200));
    assertThat(remediations()).isEmpty();
  }

  @Test
  void refusesNotificationsItCanMakeNothingOf() {
    assertThat(call(firing("")).message()).isEqualTo("the notification has no alerts");
    assertThat(call(firing("{\"labels\":{}}")).message())
        .startsWith("alert without label project, stage, service");
  }

  private static String firing(String alerts) {
    return "{\"status\":\"firing\",\"alerts\":[" + alerts + "]}";
  }

  private ApiResponse call(String body) {
    return await(test.platform()
        .api()
        .call(PrometheusVerticle.NAME, ApiRequest.of(PrometheusVerticle.WEBHOOK, Map.of(), body)));
  }

  private List<KeptnEvent> remediations() {
    return test.events(CONTEXT).stream()
        .filter(event -> event.type().equals(TRIGGERED))
        .toList();
  }

  private void finish(KeptnEvent triggered) {
    test.publish(
        triggered.answer("finished", "shipyard-controller", Instant.now(), triggered.data()));
  }
}
