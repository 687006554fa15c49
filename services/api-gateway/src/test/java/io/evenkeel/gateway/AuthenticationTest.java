package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest extends GatewayTest {

  private static final String OF_GATEWAY =
      "{\"code\":401, \"message\":\"unauthenticated or invalid credentials\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/controlPlane/v1/project", "/api/mongodb-datastore/event", "/api/secrets/v1/secret",
        "/api/resource-service/v1/project/shop/resource", "/api/evenkeel/v1/changes", "/api/unknown"
      })
  void thePartsBehindTheGatewayTellMissingAndWrongAlike(String path) {
    assertThat(gateway.send("GET", path, "").body()).isEqualTo(OF_GATEWAY);
    assertThat(gateway.send("GET", path, "", "x-token", "wrong").body()).isEqualTo(OF_GATEWAY);
    assertThat(gateway.send("GET", path, "").statusCode()).isEqualTo(401);
    assertThat(gateway.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GET, /api/v1/metadata", "POST, /api/v1/event", "GET, //api/v1/auth"})
  void theEventApiTellsThemApart(String method, String path) {
    assertThat(gateway.send(method, path, "").body())
        .isEqualTo("{\"code\":401,\"message\":\"unauthenticated for invalid credentials\"}");
    assertThat(gateway.send(method, path, "", "x-token", "wrong").body())
        .isEqualTo("{\"code\":401,\"message\":\"incorrect api key auth\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH"})
  void authTakesAnyMethodAndSaysNothing(String method) {
    HttpResponse<String> answer =
        gateway.send(method, "/api/v1/auth", "ignored", "x-token", TestGateway.TOKEN);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void tooManyWrongTokensAreRefusedButNeverTheRightOne() {
    gateway.send("GET", "/api/v1/metadata", "", "x-token", "wrong-1");
    gateway.send("GET", "/api/v1/metadata", "", "x-token", "wrong-2");

    HttpResponse<String> limited =
        gateway.send("GET", "/api/controlPlane/v1/project", "", "x-token", "wrong-3");
    HttpResponse<String> limitedAuth =
        gateway.send("POST", "/api/v1/auth", "", "x-token", "wrong-4");
    HttpResponse<String> right = gateway.get("/api/controlPlane/v1/project");

    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.body()).isEqualTo("{\"code\":429, \"message\":\"too many requests\"}");
    assertThat(limited.headers().firstValue("retry-after")).contains("1");
    assertThat(limitedAuth.statusCode()).isEqualTo(429);
    assertThat(limitedAuth.body()).isEqualTo("Too Many Requests");
    assertThat(right.statusCode()).isEqualTo(200);
  }

  @Test
  void aForgedForwardedAddressBuysNoNewAttempts() {
    for (int attempt = 0; attempt < 2; attempt++) {
      gateway.send(
          "GET", "/api/v1/metadata", "", "x-token", "no", "X-Forwarded-For", "10.0.0." + attempt);
    }

    assertThat(gateway
            .send("GET", "/api/v1/metadata", "", "x-token", "no", "X-Forwarded-For", "10.0.0.9")
            .statusCode())
        .isEqualTo(429);
  }

  @Test
  void metadataSaysThatProjectsNeedNoUpstream() {
    HttpResponse<String> answer = gateway.get("/api/v1/metadata");

    assertThat(Json.parseObject(answer.body()))
        .containsAllEntriesOf(Map.of(
            "namespace",
            "keptn",
            "keptnlabel",
            "keptn",
            "shipyardversion",
            "0.2.0",
            "automaticprovisioning",
            true))
        .containsKeys("keptnversion", "bridgeversion");
  }
}
