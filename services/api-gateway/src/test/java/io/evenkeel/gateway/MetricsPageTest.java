package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The numbers of the gateway's process on the public port: not for everybody. */
class MetricsPageTest extends GatewayTest {

  @Test
  void aTokenIsAskedForAsAnyClientOrPrometheusSendsIt() {
    assertThat(gateway.send("GET", "/metrics", "").statusCode()).isEqualTo(401);
    assertThat(gateway.send("GET", "/metrics", "", "authorization", "Bearer no").statusCode())
        .isEqualTo(401);
    HttpResponse<String> answer =
        gateway.send("GET", "/metrics", "", "authorization", "Bearer " + TestGateway.TOKEN);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    assertThat(gateway.get("/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenForOneProjectDoesNotReadTheNumbersOfAll() {
    HttpResponse<String> made = gateway.post(
        "/api/evenkeel/v1/tokens",
        "{\"name\": \"one\", \"scopes\": [\"read\"], \"projects\": [\"p\"]}");
    String token = Json.text(Json.parseObject(made.body()).get("token"));

    HttpResponse<String> answer = gateway.send("GET", "/metrics", "", "x-token", token);

    assertThat(answer.statusCode()).as(made.body()).isEqualTo(403);
    assertThat(answer.body()).contains("use a token with scope read for all");
  }

  @Test
  void requestsAreCountedByOperationAndStatusWhateverTheirPath() {
    gateway.get("/api/controlPlane/v1/project/one");
    gateway.get("/api/controlPlane/v1/project/two");
    gateway.get("/no/such/place");
    gateway.send("GET", "/api/controlPlane/v1/project", "");

    assertThat(gateway.get("/metrics").body())
        .contains(
            "evenkeel_http_request_duration_seconds_count{operation=\"getProject\",status=\"200\"} 2",
            "evenkeel_http_request_duration_seconds_count{operation=\"other\",status=\"404\"} 1",
            "evenkeel_http_request_duration_seconds_count{operation=\"other\",status=\"401\"} 1");
  }
}
