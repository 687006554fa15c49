package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registrations and subscriptions as clients see them; each test uses a name of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IntegrationApiTest {

  private static final String ANY = "{}";

  private World world;
  private String name;

  @BeforeAll
  void start(@TempDir Path directory) {
    world = new World(directory, Map.of());
  }

  @BeforeEach
  void chooseName() {
    name = "svc-" + UUID.randomUUID();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Tag("M01")
  @Test
  void theIdIsTheHashOfNameNamespaceAndHost() {
    String body = registration("svc", "node", "1.0", ANY);

    ApiResponse first = world.call("registerIntegration", Map.of(), Map.of(), body);
    ApiResponse again = world.call("registerIntegration", Map.of(), Map.of(), body);

    assertThat(first)
        .isEqualTo(new ApiResponse(201, "{\"id\":\"b07047f59a0e6203d83c9a85ff4c07af1b7fa1b9\"}"));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body()).isEqualTo(first.body());
  }

  @Tag("M02")
  @Tag("M05")
  @Tag("M21")
  @Test
  void registeringAgainRenewsVersionsAndKeepsWhatPeopleChanged() {
    String id = register(ANY);
    subscribe(id, "sh.keptn.event.mine.triggered", "{\"projects\":[\"shop\"]}");

    ApiResponse again = world.call(
        "registerIntegration", Map.of(), Map.of(), registration(name, "host2", "2.0", ANY));
    Map<String, Object> seen = ping(id).object();

    assertThat(again.status()).isEqualTo(200);
    assertThat(list(Map.of("name", name))).hasSize(1);
    assertThat(Json.at(seen, "metadata", "integrationversion")).isEqualTo("2.0");
    assertThat(Json.at(seen, "metadata", "hostname")).isEqualTo("node");
    assertThat(Json.list(seen.get("subscriptions")))
        .extracting(subscription -> Json.object(subscription).get("event"))
        .containsExactly("sh.keptn.event.task.triggered", "sh.keptn.event.mine.triggered");
  }

  @Tag("M01")
  @Tag("M11")
  @Test
  void aPingShowsEveryMemberAndTheTimeOfThePing() {
    String id = register("{\"projects\":[\"a\"],\"stages\":[]}");

    Map<String, Object> seen = ping(id).object();

    assertThat(seen).containsOnlyKeys("id", "name", "metadata", "subscriptions");
    assertThat(Json.object(seen.get("metadata")))
        .containsEntry("location", "remote-execution-plane")
        .containsEntry(
            "kubernetesmetadata", Map.of("namespace", "ns", "podname", "p", "deploymentname", "d"));
    assertThat(Instant.parse(String.valueOf(Json.at(seen, "metadata", "lastseen"))))
        .isAfter(Instant.now().minus(Duration.ofSeconds(20)));
    assertThat(Json.write(Json.at(Json.object(only(seen.get("subscriptions"))), "filter")))
        .isEqualTo("{\"projects\":[\"a\"],\"stages\":[],\"services\":null}");
  }

  @Tag("M11")
  @Test
  void anUnknownIntegrationCanNotPing() {
    assertThat(ping("nobody")).isEqualTo(ApiResponse.error(404, "uniform integration not found"));
  }

  @Tag("M08")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{} | incomplete integration ID. At least 'name','namespace' and 'nodename' must be set",
        "{\"name\":\"a\"} | incomplete integration ID. At least 'name','namespace' and 'nodename' must be set",
        "{\"name\":1} | name must be a text, not 1",
        "nonsense | Unrecognized token 'nonsense'",
      })
  void anIncompleteRegistrationIsRefused(String body, String message) {
    ApiResponse answer = world.call("registerIntegration", Map.of(), Map.of(), body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith(message);
  }

  @Tag("M08")
  @Test
  void aRegistrationWithoutHostIsRefusedOnlyIfItIsNew() {
    register(ANY);

    ApiResponse known =
        world.call("registerIntegration", Map.of(), Map.of(), registration(name, "", "1.0", ANY));
    ApiResponse unknown = world.call(
        "registerIntegration", Map.of(), Map.of(), registration(name + "x", "", "1.0", ANY));

    assertThat(known.status()).isEqualTo(200);
    assertThat(unknown.status()).isEqualTo(400);
  }

  @Tag("M12")
  @Tag("M13")
  @Test
  void theListKnowsEveryCriterion() {
    String id = register("{\"projects\":[\"p9\"],\"stages\":[\"dev\"],\"services\":[\"cart\"]}");

    for (Map<String, String> criteria : List.of(
        Map.of("id", id),
        Map.of("name", name),
        Map.of("name", name, "namespace", "ns", "hostname", "node"),
        Map.of("name", name, "project", "p9", "stage", "dev", "service", "cart"))) {
      assertThat(list(criteria)).as("%s", criteria).hasSize(1);
    }
    for (Map<String, String> criteria : List.of(
        Map.of("name", name, "namespace", "other"),
        Map.of("name", name, "project", "p10"),
        Map.of("name", name, "service", "dev"))) {
      assertThat(list(criteria)).as("%s", criteria).isEmpty();
    }
  }

  @Test
  void anUnrestrictedSubscriptionNamesNoProject() {
    register(ANY);

    assertThat(list(Map.of("name", name, "project", "shop"))).isEmpty();
  }

  @Tag("M02")
  @Tag("M03")
  @Tag("M04")
  @Test
  void aSubscriptionLivesFromPostToDelete() {
    String id = register(ANY);
    String sid = subscribe(id, "sh.keptn.event.test.triggered", "{\"projects\":[\"shop\"]}");
    Map<String, String> path = Map.of("integrationID", id, "subscriptionID", sid);

    ApiResponse updated =
        world.call("updateSubscription", path, Map.of(), "{\"event\":\"e\",\"filter\":{}}");
    ApiResponse read = world.call("getSubscription", path, Map.of(), "");
    ApiResponse deleted = world.call("deleteSubscription", path, Map.of(), "");
    ApiResponse gone = world.call("getSubscription", path, Map.of(), "");
    ApiResponse again = world.call("deleteSubscription", path, Map.of(), "");

    assertThat(updated).isEqualTo(ApiResponse.json(201, Map.of("id", sid)));
    assertThat(read.object()).containsEntry("id", sid).containsEntry("event", "e");
    assertThat(deleted).isEqualTo(new ApiResponse(200, "{}"));
    assertThat(gone).isEqualTo(ApiResponse.error(404, "mongo: no documents in result"));
    assertThat(again.status()).isEqualTo(200);
  }

  @Test
  void anIntegrationWithoutSubscriptionsListsNullAndTakesThoseOfItsNextRegistration() {
    String id = register(ANY);
    Object sid = Json.object(only(ping(id).object().get("subscriptions"))).get("id");
    world.call(
        "deleteSubscription",
        Map.of("integrationID", id, "subscriptionID", String.valueOf(sid)),
        Map.of(),
        "");

    ApiResponse none = world.call("getSubscriptions", Map.of("integrationID", id), Map.of(), "");
    register(ANY);

    assertThat(none).isEqualTo(new ApiResponse(200, "null"));
    assertThat(Json.object(only(ping(id).object().get("subscriptions"))).get("id"))
        .asInstanceOf(InstanceOfAssertFactories.STRING)
        .matches("[0-9a-f-]{36}");
  }

  @ParameterizedTest
  @CsvSource({"createSubscription", "getSubscriptions", "updateSubscription", "deleteSubscription"})
  void anUnknownIntegrationHasNoSubscriptionsAndLeavesNoGhost(String operation) {
    ApiResponse answer = world.call(
        operation,
        Map.of("integrationID", "ghost", "subscriptionID", "s"),
        Map.of(),
        "{\"event\":\"e\"}");

    assertThat(answer).isEqualTo(ApiResponse.error(404, "mongo: no documents in result"));
    assertThat(list(Map.of("id", "ghost"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"filter\":{}} | the event must be specified when setting up a subscription",
        "{\"event\":\"e\",\"filter\":{\"services\":[\"a\"]}} | at least one stage must be specified",
        "{\"event\":\"e\",\"filter\":{\"projects\":\"a\"}} | filter.projects must be a list of texts",
      })
  void aSubscriptionThatMakesNoSenseIsRefused(String body, String message) {
    String id = register(ANY);

    ApiResponse answer =
        world.call("createSubscription", Map.of("integrationID", id), Map.of(), body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith(message);
  }

  @Tag("M06")
  @Test
  void anUnregisteredIntegrationIsForgottenWithItsSubscriptions() {
    String id = register(ANY);
    subscribe(id, "sh.keptn.event.mine.triggered", ANY);

    world.call("unregisterIntegration", Map.of("integrationID", id), Map.of(), "");
    ApiResponse unknown =
        world.call("unregisterIntegration", Map.of("integrationID", id), Map.of(), "");
    assertThat(list(Map.of("id", id))).isEmpty();
    register(ANY);

    assertThat(unknown).isEqualTo(new ApiResponse(200, "{}"));
    assertThat(Json.list(ping(id).object().get("subscriptions"))).hasSize(1);
  }

  private static String registration(String name, String host, String version, String filter) {
    return """
        {"name":"%s","metadata":{"hostname":"%s","integrationversion":"%s",
         "distributorversion":"0.15.0","location":"remote-execution-plane",
         "kubernetesmetadata":{"namespace":"ns","podname":"p","deploymentname":"d"}},
         "subscriptions":[{"event":"sh.keptn.event.task.triggered","filter":%s}]}""".formatted(name, host, version, filter);
  }

  private String register(String filter) {
    String body = registration(name, "node", "1.0", filter);
    return Json.text(
        world.call("registerIntegration", Map.of(), Map.of(), body).object().get("id"));
  }

  private String subscribe(String id, String event, String filter) {
    ApiResponse answer = world.call(
        "createSubscription",
        Map.of("integrationID", id),
        Map.of(),
        "{\"event\":\"%s\",\"filter\":%s}".formatted(event, filter));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return Json.text(answer.object().get("id"));
  }

  private ApiResponse ping(String id) {
    return world.call("pingIntegration", Map.of("integrationID", id), Map.of(), "");
  }

  private List<@Nullable Object> list(Map<String, String> criteria) {
    return Json.list(
        Json.parse(world.call("getRegistrations", Map.of(), criteria, "").body()));
  }

  private static @Nullable Object only(@Nullable Object list) {
    assertThat(Json.list(list)).hasSize(1);
    return Json.list(list).get(0);
  }
}
