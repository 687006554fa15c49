package io.evenkeel.shipyard.uniform;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.kit.Database;
import io.evenkeel.kit.Migrations;
import io.evenkeel.model.Json;
import io.evenkeel.shipyard.log.LogApi;
import io.evenkeel.shipyard.log.LogRetention;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of integrations that fall silent, at times of the test's choice. */
class ExpiryTest {

  private static final Instant NOON = Instant.parse("2024-03-01T12:00:00Z");
  private static final String ID = Registration.idOf("svc", "ns", "node");
  private static final String BODY = """
      {"name":"svc","metadata":{"hostname":"node","kubernetesmetadata":{"namespace":"ns"}},
       "subscriptions":[{"event":"sh.keptn.event.a.triggered"}]}""";

  @TempDir
  Path directory;

  private TestPlatform platform;

  @BeforeEach
  void open() {
    platform = TestPlatform.open(directory);
    await(Migrations.apply(database(), "integrations"));
    await(at(0).register(new ApiRequest("registerIntegration", Map.of(), Map.of(), BODY)));
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void oneThatPingsStays() {
    ping(50);
    sweep(90);

    assertThat(ping(95).status()).isEqualTo(200);
  }

  @Test
  void aSilentOneIsUnknownToOldClientsAndListedWithItsReasonForThoseWhoAsk() {
    sweep(61);

    ApiResponse ping = ping(62);
    assertThat(ping.status()).isEqualTo(404);
    assertThat(ping.message()).isEqualTo("uniform integration not found");
    assertThat(Json.text(ping.object().get("reason"))).contains("2024-03-01T12:00:00.000Z");
    assertThat(list(Map.of())).isEqualTo("[]");
    assertThat(list(Map.of("includeExpired", "true")))
        .contains("\"expired\":{", "\"since\":\"2024-03-01T12:01:01.000Z\"", "\"reason\":\"svc in");
  }

  @Test
  void beingGivenUpIsWrittenToTheLogOnce() {
    sweep(61);
    sweep(62);

    assertThat(logs()).hasSize(1);
    assertThat(Json.write(logs().get(0))).contains("has not been heard of since", ID);
  }

  @Test
  void whenItRegistersAgainItHasItsSubscriptionsAndItsId() {
    subscribe();
    sweep(61);

    ApiResponse back =
        await(at(100).register(new ApiRequest("registerIntegration", Map.of(), Map.of(), BODY)));

    assertThat(back).isEqualTo(ApiResponse.json(200, Map.of("id", ID)));
    assertThat(ping(101).body()).contains("sh.keptn.event.mine.triggered");
    assertThat(list(Map.of())).contains(ID);
  }

  @Test
  void inTheEndItIsForgotten() {
    subscribe();
    sweep(61);
    sweep(61 + 3601);

    assertThat(list(Map.of("includeExpired", "true"))).isEqualTo("[]");
    assertThat(await(SubscriptionTable.of(database().reader(), ID))).isEmpty();
  }

  @Test
  void oldLogEntriesAreCutByAgeAndByNumber() {
    log(0, "old");
    for (int second = 100; second < 105; second++) {
      log(second, "young " + second);
    }

    await(new LogRetention(database(), clock(110), Duration.ofSeconds(60), 3).sweep());

    assertThat(logs())
        .extracting(entry -> Json.object(entry).get("message"))
        .containsExactly("young 104", "young 103", "young 102");
  }

  private Database database() {
    return platform.platform().database();
  }

  private static Clock clock(int seconds) {
    return Clock.fixed(NOON.plusSeconds(seconds), ZoneOffset.UTC);
  }

  private RegistrationApi at(int seconds) {
    return new RegistrationApi(database(), clock(seconds), Duration.ofSeconds(15));
  }

  private ApiResponse ping(int seconds) {
    return await(at(seconds).ping(ApiRequest.of("pingIntegration", Map.of("integrationID", ID))));
  }

  private void sweep(int seconds) {
    Future<Void> swept =
        new Expiry(database(), clock(seconds), Duration.ofSeconds(60), Duration.ofHours(1)).sweep();
    await(swept);
  }

  private void subscribe() {
    await(new SubscriptionApi(database())
        .create(ApiRequest.of(
            "createSubscription",
            Map.of("integrationID", ID),
            "{\"event\":\"sh.keptn.event.mine.triggered\"}")));
  }

  private String list(Map<String, String> query) {
    return await(at(0).list(new ApiRequest("getRegistrations", Map.of(), query, "")))
        .body();
  }

  private void log(int second, String message) {
    String body = "{\"logs\":[{\"message\":\"" + message + "\"}]}";
    await(new LogApi(database(), clock(second))
        .create(ApiRequest.of("createLogEntries", Map.of(), body)));
  }

  private List<?> logs() {
    ApiResponse answer =
        await(new LogApi(database(), clock(0)).list(ApiRequest.of("getLogEntries", Map.of())));
    return Json.list(answer.object().get("logs"));
  }
}
