package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.gateway.access.TokenText;
import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.sqlclient.Row;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API tokens: made, listed, revoked, and what each is good for, on every store. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TokensContract {

  private static final String TOKENS = "/api/evenkeel/v1/tokens";
  private static final String EVENT =
      "{\"type\":\"sh.keptn.event.dev.delivery.triggered\",\"source\":\"t\",\"data\":{\"project\":\"%s\"}}";

  @TempDir
  static Path directory;

  private TestGateway gateway;

  /** Variables to start the gateway with. */
  abstract Map<String, String> settings() throws Exception;

  @BeforeAll
  final void start() throws Exception {
    gateway = TestGateway.start(directory, settings());
    gateway.answering("getProject", ApiResponse.json(200, Map.of("projectName", "shop")));
  }

  @AfterAll
  void stop() {
    gateway.close();
  }

  private Map<String, Object> create(String name, String rest) {
    HttpResponse<String> answer =
        gateway.post(TOKENS, "{\"name\":\"%s\",%s}".formatted(name, rest));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return Json.parseObject(answer.body());
  }

  private String token(String name, String rest) {
    return Json.text(create(name, rest).get("token"));
  }

  private HttpResponse<String> as(String token, String method, String path, String body) {
    return gateway.send(method, path, body, "x-token", token, "Content-Type", "application/json");
  }

  @Test
  final void aTokenIsShownOnceAndOnlyItsHashIsKept() {
    String token = token("shown-once", "\"scopes\":[\"read\"]");

    assertThat(gateway.get(TOKENS).body()).contains("shown-once").doesNotContain(token);
    Row row = TestPlatform.await(gateway
            .platform()
            .database()
            .reader()
            .query("SELECT id, name, hash, created_by FROM api_token WHERE name = 'shown-once'")
            .execute())
        .iterator()
        .next();
    assertThat(row.toJson().encode()).doesNotContain(token.substring(17));
    assertThat(row.getString("hash"))
        .isEqualTo(TokenText.read(token).orElseThrow().hash());
  }

  @ParameterizedTest
  @CsvSource({
    "read, GET, /api/controlPlane/v1/project, 200",
    "read, DELETE, /api/controlPlane/v1/project/shop, 403",
    "event, GET, /api/controlPlane/v1/project, 403",
    "event, POST, /api/v1/event, 200",
    "read, POST, /api/v1/event, 403",
    "operate, POST, /api/v1/event, 403",
    "operate, DELETE, /api/controlPlane/v1/project/shop, 200",
    "operate, GET, /api/evenkeel/v1/tokens, 403",
    "event, GET, /api/evenkeel/v1/changes, 403",
    "admin, GET, /api/evenkeel/v1/tokens, 200",
    "admin, DELETE, /api/controlPlane/v1/project/shop, 200",
    "read, POST, /api/v1/auth, 200",
    "event, GET, /api/v1/metadata, 200"
  })
  final void aScopeIsGoodForItsOperationsOnly(
      String scope, String method, String path, int status) {
    String token = token(
        "%s-%s-%d".formatted(scope, method, path.hashCode() & 0xffff),
        "\"scopes\":[\"%s\"]".formatted(scope));
    String body = method.equals("POST") ? EVENT.formatted("shop") : "";

    HttpResponse<String> answer = as(token, method, path, body);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (status == 403) {
      assertThat(answer.body()).contains("needs a token with scope").contains("has " + scope);
    }
  }

  @Test
  final void aTokenForAProjectDoesNotReachAnother() {
    String token = token("shop-only", "\"scopes\":[\"admin\"],\"projects\":[\"shop\"]");

    assertThat(as(token, "GET", "/api/controlPlane/v1/project/shop", "").statusCode())
        .isEqualTo(200);
    assertThat(as(token, "POST", "/api/v1/event", EVENT.formatted("shop")).statusCode())
        .isEqualTo(200);
    assertThat(as(token, "GET", "/api/controlPlane/v1/project/bank", "").body())
        .contains("the token \\\"shop-only\\\" is limited to project shop")
        .contains("this request concerns project bank");
    assertThat(as(token, "POST", "/api/v1/event", EVENT.formatted("bank")).statusCode())
        .isEqualTo(403);
    assertThat(
            as(token, "GET", "/api/mongodb-datastore/event?keptnContext=x", "").body())
        .contains("names no project here");
    assertThat(as(
                token,
                "GET",
                "/api/mongodb-datastore/event/type/x?filter=data.project:shop%20AND%20data.project:bank",
                "")
            .statusCode())
        .isEqualTo(403);
    assertThat(as(token, "GET", TOKENS, "").statusCode()).isEqualTo(403);
  }

  @Test
  final void aRevokedTokenIsRefusedAtOnce() {
    Map<String, Object> created = create("leaver", "\"scopes\":[\"read\"]");
    String token = Json.text(created.get("token"));
    String path = TOKENS + "/" + created.get("id");
    assertThat(as(token, "GET", "/api/controlPlane/v1/project", "").statusCode())
        .isEqualTo(200);

    assertThat(as(TestGateway.TOKEN, "DELETE", path, "").statusCode()).isEqualTo(204);

    assertThat(as(token, "GET", "/api/controlPlane/v1/project", "").body())
        .contains("\"code\":401", "has been revoked");
    assertThat(as(TestGateway.TOKEN, "DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(gateway.get(TOKENS).body()).doesNotContain("leaver");
    assertThat(gateway.get(TOKENS + "?revoked=true").body()).contains("leaver");
  }

  @Test
  final void theNameOfARevokedTokenIsFreeAgain() {
    Map<String, Object> first = create("again", "\"scopes\":[\"read\"]");
    assertThat(
            gateway.post(TOKENS, "{\"name\":\"again\",\"scopes\":[\"read\"]}").statusCode())
        .isEqualTo(409);

    as(TestGateway.TOKEN, "DELETE", TOKENS + "/" + first.get("id"), "");

    assertThat(create("again", "\"scopes\":[\"read\"]").get("id")).isNotEqualTo(first.get("id"));
  }

  @Test
  final void anExpiredTokenSaysSo() {
    String token = token("short", "\"scopes\":[\"read\"],\"expiresIn\":\"1ms\"");

    String said = TestPlatform.awaitUntil(
        () -> as(token, "GET", "/api/controlPlane/v1/project", "").body(),
        body -> body.contains("401"));

    assertThat(said).contains("expired at", "ask for a new one");
  }

  @Test
  final void theLastUseIsNoted() {
    String token = token("used", "\"scopes\":[\"read\"]");
    assertThat(gateway.get(TOKENS).body()).doesNotContain("lastUsed\":\"2000");

    as(token, "GET", "/api/v1/metadata", "");

    TestPlatform.awaitUntil(
        () -> Json.list(Json.parseObject(gateway.get(TOKENS).body()).get("tokens")).stream()
            .map(Json::object)
            .filter(shown -> Objects.equals(shown.get("name"), "used"))
            .findFirst()
            .orElseThrow(),
        shown -> shown.containsKey("lastUsed"));
  }

  @Test
  final void everybodyCanSeeWhatTheirTokenIsGoodFor() {
    String token = token("me", "\"scopes\":[\"event\"]");

    assertThat(as(token, "GET", TOKENS + "/self", "").body())
        .contains("\"name\":\"me\"", "\"scopes\":[\"event\"]", "\"state\":\"active\"");
    assertThat(gateway.get(TOKENS + "/self").body()).contains("\"scopes\":[\"admin\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|name must have",
        "{\"name\":\"a b\",\"scopes\":[\"read\"]}|name must have",
        "{\"name\":\"x\"}|scopes must name at least one of read, event, operate, admin",
        "{\"name\":\"x\",\"scopes\":[\"root\"]}|unknown scope",
        "{\"name\":\"x\",\"scopes\":\"read\"}|scopes must be a list",
        "{\"name\":\"x\",\"scopes\":[\"read\"],\"ttl\":1}|unknown field",
        "{\"name\":\"x\",\"scopes\":[\"read\"],\"expiresIn\":\"soon\"}|is not a duration",
        "{\"name\":\"x\",\"scopes\":[\"read\"],\"expires\":\"2001-01-01T00:00:00Z\"}|already have expired",
        "{\"name\":\"x\",\"scopes\":[\"read\"],\"projects\":[\"A\"]}|can not be the name of a project",
        "[]|expected a JSON object"
      })
  void aTokenThatCanNotBeMadeIsExplained(String body, String reason) {
    HttpResponse<String> answer = gateway.post(TOKENS, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(reason);
  }

  @Test
  final void aTokenNobodyMadeIsWrong() {
    assertThat(as(TokenText.random().text(), "GET", "/api/controlPlane/v1/project", "")
            .statusCode())
        .isEqualTo(401);
  }
}
