package io.evenkeel.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What clients see, whatever the store is (secrets.md §2); ids in brackets name conformance cases.
 */
abstract class SecretApiContract {

  static final String SCOPE = "keptn-default";
  static final String OTHER_SCOPE = "dynatrace-service";

  abstract RunningService service();

  @AfterEach
  final void removeEverything() {
    service().listed().stream().map(line -> line.split(" ", 3)).forEach(entry -> service()
        .delete(entry[0], entry[1]));
  }

  @Test
  final void aCreatedSecretIsListedWithItsKeysOnly() {
    ApiResponse created =
        service().create("slack-hook", "keptn-webhook-service", Map.of("b", "2", "a", "1"));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body())
        .isEqualTo("{\"name\":\"slack-hook\",\"scope\":\"keptn-webhook-service\"}");
    assertThat(service().query("getSecrets", Map.of()).body())
        .isEqualTo("{\"Secrets\":[{\"name\":\"slack-hook\",\"scope\":\"keptn-webhook-service\","
            + "\"keys\":[\"a\",\"b\"]}]}");
    assertThat(service().values("slack-hook", "keptn-webhook-service"))
        .containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "2"));
  }

  @Test
  final void withoutScopeTheDefaultOneIsTaken() {
    assertThat(service().send("createSecret", "{\"Name\": \"x\"}").status()).isEqualTo(201);
    assertThat(service().listed()).containsExactly("x keptn-default []");
  }

  @Test
  final void listsAreFilteredByNameAndScope() {
    service().create("a", SCOPE, Map.of());
    service().create("b", OTHER_SCOPE, Map.of());

    assertThat(names(Map.of("name", "a"))).isEqualTo("[a]");
    assertThat(names(Map.of("scope", OTHER_SCOPE))).isEqualTo("[b]");
    assertThat(names(Map.of("name", "a", "scope", OTHER_SCOPE))).isEqualTo("[]");
    assertThat(names(Map.of("name", "nope"))).isEqualTo("[]");
  }

  private String names(Map<String, String> query) {
    return Json.list(service().query("getSecrets", query).object().get("Secrets")).stream()
        .map(entry -> Json.object(entry).get("name"))
        .toList()
        .toString();
  }

  @Test
  final void withoutNameNothingIsCreatedOrUpdated() { // [se-004]
    String expected = "Invalid request format: Key: 'Secret.SecretMetadata.Name'"
        + " Error:Field validation for 'Name' failed on the 'required' tag";
    check(service().send("createSecret", "{\"data\":{\"a\":\"b\"}}"), 400, expected);
    check(service().send("updateSecret", "{\"data\":{\"a\":\"b\"}}"), 400, expected);
  }

  @Test
  final void deletingNeedsNameAndScope() { // [se-004]
    check(
        service().query("deleteSecret", Map.of("name", "x")),
        400,
        "Invalid request format: Key: 'DeleteSecretQueryParams.Scope' Error:Field validation for"
            + " 'Scope' failed on the 'required' tag");
    assertThat(service().query("deleteSecret", Map.of("scope", SCOPE)).status()).isEqualTo(400);
  }

  @Test
  final void anUnknownScopeIsRefused() {
    String reason = "unable to check defined scope moon for secret x: scope not found";
    check(service().create("x", "moon", Map.of()), 400, "Unable to create secret: " + reason);
    check(service().update("x", "moon", Map.of()), 400, "Unable to update secret: " + reason);
    check(service().delete("x", "moon"), 400, "Unable to delete secret: " + reason);
    check(
        service().update("x", "", Map.of()),
        400,
        "Unable to update secret: unable to check defined scope  for secret x: scope not found");
  }

  @Test
  final void aNameIsTakenInAllScopes() {
    service().create("x", SCOPE, Map.of("a", "1"));

    check(
        service().create("x", OTHER_SCOPE, Map.of()),
        409,
        "Unable to create secret: secret already exists");
    assertThat(service().values("x", SCOPE)).containsOnly(Map.entry("a", "1"));
  }

  @Test
  final void longNamesAndKeysAreRefused() {
    String reason =
        "Unable to create secret: name and key values must be no more than 253 characters";
    check(service().create("x".repeat(254), SCOPE, Map.of()), 400, reason);
    check(service().create("x", SCOPE, Map.of("k".repeat(254), "v")), 400, reason);
    assertThat(service()
            .create("x".repeat(253), SCOPE, Map.of("k".repeat(253), "v"))
            .status())
        .isEqualTo(201);
  }

  @Test
  final void namesAndKeysKubernetesWouldNotTakeAreRefusedInItsWords() {
    ApiResponse name = service().create("My_Secret", SCOPE, Map.of());
    assertThat(name.status()).isEqualTo(400);
    assertThat(name.message())
        .startsWith("Unable to create secret: Secret \"My_Secret\" is invalid: metadata.name:"
            + " Invalid value: \"My_Secret\": a lowercase RFC 1123 subdomain must");
    ApiResponse key = service().create("x", SCOPE, Map.of("a b", "v"));
    assertThat(key.status()).isEqualTo(400);
    assertThat(key.message()).contains("Invalid value: \"a b\": a valid config key must");
    ApiResponse size = service().create("x", SCOPE, Map.of("a", "v".repeat((1 << 20) + 1)));
    assertThat(size.status()).isEqualTo(400);
    assertThat(size.message()).contains("data: Too long: must have at most 1048576 bytes");
  }

  @Test
  final void anUpdateReplacesAllValues() {
    service().create("x", SCOPE, Map.of("a", "1", "b", "2"));

    assertThat(service().update("x", SCOPE, Map.of("b", "3", "c", "ü")).status())
        .isEqualTo(200);
    assertThat(service().values("x", SCOPE)).containsOnly(Map.entry("b", "3"), Map.entry("c", "ü"));
    assertThat(service().listed()).containsExactly("x keptn-default [b, c]");
  }

  @Test
  final void whatIsNotThereCanNotBeUpdated() { // [se-005]
    check(service().update("x", SCOPE, Map.of()), 404, "Unable to update secret: secret not found");
    service().create("x", SCOPE, Map.of());
    check(
        service().update("x", OTHER_SCOPE, Map.of()),
        404,
        "Unable to update secret: secret not found");
  }

  @Test
  final void aDeletedSecretIsGone() {
    service().create("x", SCOPE, Map.of("a", "1"));

    ApiResponse deleted = service().delete("x", SCOPE);

    assertThat(deleted).isEqualTo(ApiResponse.empty(200));
    assertThat(service().listed()).isEmpty();
  }

  @Test
  final void whatIsNotThereCanNotBeDeleted() {
    check(
        service().delete("x", SCOPE),
        404,
        "Unable to delete secret: could not delete secret x in scope keptn-default:"
            + " secret not found");
    service().create("y", SCOPE, Map.of());
    service().create("z", OTHER_SCOPE, Map.of());
    check(service().delete("x", SCOPE), 404, "Unable to delete secret: secret not found");
    check(service().delete("z", SCOPE), 404, "Unable to delete secret: secret not found");
    assertThat(service().listed()).hasSize(2);
  }

  @Test
  final void theScopesAreListed() { // [se-007]
    assertThat(service().query("getScopes", Map.of()).body())
        .isEqualTo("{\"scopes\":[\"dynatrace-service\",\"keptn-default\","
            + "\"keptn-prometheus-service\",\"keptn-webhook-service\"]}");
  }

  static void check(ApiResponse answer, int status, String message) {
    assertThat(answer.message()).isEqualTo(message);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.object()).containsEntry("code", (long) status);
  }
}
