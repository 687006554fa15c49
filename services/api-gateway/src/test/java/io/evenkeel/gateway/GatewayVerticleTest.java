package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.kit.Readiness;
import io.evenkeel.kit.Settings;
import io.evenkeel.testkit.TestPlatform;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Starting, limits, probes, redirects, descriptions. */
class GatewayVerticleTest {

  private static final String EVENT =
      "{\"type\":\"sh.keptn.event.x.started\",\"source\":\"t\",\"data\":{}}";

  @TempDir
  Path directory;

  @Test
  void aPortInUseIsNamedWithTheWayOut() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        TestPlatform platform = TestPlatform.open(directory)) {
      GatewayConfig config = config(
          Map.of("EVENKEEL_PORT", String.valueOf(taken.getLocalPort()), "EVENKEEL_API_TOKEN", "t"));
      GatewayVerticle verticle = new GatewayVerticle(platform.platform(), config);

      assertThatThrownBy(() -> TestPlatform.await(platform.vertx().deployVerticle(verticle)))
          .hasMessage(
              "port %d on 127.0.0.1 is already in use; stop the program that has it, or"
                  + " choose another port with --port or EVENKEEL_PORT (address: EVENKEEL_HOST)",
              taken.getLocalPort());
    }
  }

  @Test
  void withoutATokenItDoesNotStart() {
    try (TestPlatform platform = TestPlatform.open(directory)) {
      GatewayVerticle verticle =
          new GatewayVerticle(platform.platform(), config(Map.of("EVENKEEL_PORT", "0")));

      assertThatThrownBy(() -> TestPlatform.await(platform.vertx().deployVerticle(verticle)))
          .hasMessageContaining("set EVENKEEL_API_TOKEN");
    }
  }

  @Test
  void nonsenseInTheEnvironmentIsRefused() {
    assertThatThrownBy(() -> config(Map.of("EVENKEEL_PORT", "70000")))
        .hasMessage("EVENKEEL_PORT=70000 is not 0 to 65535");
    assertThatThrownBy(() -> config(Map.of("EVENKEEL_PREFIX_PATH", "keptn/")))
        .hasMessageContaining("is not a path like /keptn");
    assertThat(config(Map.of("EVENKEEL_API_TOKEN", "secret")).toString()).doesNotContain("secret");
  }

  @Test
  void aServiceThatIsNotThereIsNamed() {
    try (TestGateway gateway = TestGateway.startAlone(directory, Map.of())) {
      HttpResponse<String> answer = gateway.get("/api/controlPlane/v1/project");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("shipyard-controller is not running");
    }
  }

  @Test
  void probesTellWhetherTheStoreAnswers() {
    try (TestGateway gateway = TestGateway.start(directory)) {
      assertThat(gateway.send("GET", "/health/live", "").body()).isEqualTo("{\"status\":\"UP\"}");
      assertThat(gateway.send("GET", "/health/ready", "").statusCode()).isEqualTo(200);
      assertThat(gateway.send("GET", "/nginx-health", "").body()).isEqualTo("OK\n");

      TestPlatform.await(gateway.platform().database().close());

      HttpResponse<String> unready = gateway.send("GET", "/health/ready", "");
      assertThat(unready.statusCode()).isEqualTo(503);
      assertThat(unready.body()).contains("the store does not answer");
      assertThat(gateway.send("GET", "/health/live", "").statusCode()).isEqualTo(200);
      assertThat(gateway.post("/api/v1/event", EVENT).statusCode()).isEqualTo(503);
    }
  }

  @Test
  void aGatewayThatDrainsTakesNoNewWork() {
    try (TestGateway gateway = TestGateway.start(directory)) {
      gateway.platform().readiness().enter(Readiness.Phase.DRAINING);

      HttpResponse<String> unready = gateway.send("GET", "/health/ready", "");

      assertThat(unready.statusCode()).isEqualTo(503);
      assertThat(unready.body()).contains("is draining");
      assertThat(gateway.send("GET", "/health/live", "").statusCode()).isEqualTo(200);
      HttpResponse<String> late = gateway.get("/api/v1/metadata");
      assertThat(late.statusCode()).isEqualTo(200);
      assertThat(late.headers().firstValue("connection")).hasValue("close");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, /bridge/",
    "/bridge, /bridge/",
    "/api, /api/swagger-ui/",
    "/api/swagger-ui, /api/swagger-ui/",
    "/swagger-ui, /api/swagger-ui/",
    "/project/shop/x, /bridge/project/shop/x",
    "/trace/5b1e, /bridge/trace/5b1e",
  })
  void oldAddressesLeadToTheNewOnes(String path, String location) {
    try (TestGateway gateway = TestGateway.start(directory)) {
      HttpResponse<String> answer = gateway.send("GET", path, "");

      assertThat(answer.statusCode()).isEqualTo(301);
      assertThat(answer.headers().firstValue("location")).contains(location);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/swagger-ui/swagger.yaml",
        "/api/controlPlane/swagger-ui/swagger.yaml",
        "/api/resource-service/swagger-ui/swagger.yaml",
        "/api/mongodb-datastore/swagger-ui/swagger.yaml",
        "/api/evenkeel/swagger-ui/swagger.yaml"
      })
  void everyContractIsServedWithoutToken(String path) {
    try (TestGateway gateway = TestGateway.start(directory)) {
      HttpResponse<String> document = gateway.send("GET", path, "");

      assertThat(document.statusCode()).isEqualTo(200);
      assertThat(document.body()).startsWith("openapi: 3.0.3");
      assertThat(gateway.send("GET", "/api/swagger-ui/", "").body())
          .contains("href=\"" + path + "\"");
      assertThat(
              gateway.send("GET", "/api/swagger-ui/swagger-initializer.js", "").body())
          .contains("\"url\":\"" + path + "\"");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "swagger-ui-bundle.js, text/javascript; charset=utf-8, 200",
    "swagger-ui.css, text/css; charset=utf-8, 200",
    "favicon-32x32.png, image/png, 200",
    "oauth2-redirect.html, application/json; charset=utf-8, 401",
    "../swagger-ui.css, application/json; charset=utf-8, 401"
  })
  void theDescriptionPageLoadsItsPartsFromHere(String name, String type, int status) {
    try (TestGateway gateway = TestGateway.start(directory)) {
      HttpResponse<String> part = gateway.send("GET", "/api/swagger-ui/" + name, "");

      assertThat(part.statusCode()).isEqualTo(status);
      assertThat(part.headers().firstValue("content-type")).contains(type);
    }
  }

  @Test
  void whatIsTooLongIsRefusedAndTheServerGoesOn() throws Exception {
    try (TestGateway gateway = TestGateway.start(directory)) {
      String address = "GET /api/" + "x".repeat(9000) + " HTTP/1.1";

      assertThat(RawHttp.ask(gateway.port(), address))
          .contains(" 414 ")
          .contains("the address is longer than 8 KiB");
      assertThat(RawHttp.ask(gateway.port(), "GET / HTTP/1.1", "x: " + "y".repeat(17 << 10)))
          .contains(" 431 ")
          .contains("the headers have more than 16 KiB");
      assertThat(RawHttp.ask(gateway.port(), "GET / HTTP/1.1", "content-length: x"))
          .contains(" 400 ");
      assertThat(gateway.get("/api/v1/metadata").statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /api/v1/event HTTP/1.1 | content-length: 99999999999999999999 | 400",
        "POST /api/v1/event HTTP/1.1 | content-length: -5 | 400",
        "GET http://elsewhere/api/v1/metadata HTTP/1.1 | accept: */* | 200",
        "OPTIONS * HTTP/1.1 | accept: */* | 404",
        "GET /api/v1/metadata HTTP/1.1 | no colon | 400",
        "NONSENSE | accept: */* | 400",
      })
  void unusualHttpIsAnsweredAndTheServerGoesOn(String line, String header, String status)
      throws Exception {
    try (TestGateway gateway = TestGateway.start(directory)) {
      String answer = RawHttp.ask(gateway.port(), line, "x-token: " + TestGateway.TOKEN, header);

      assertThat(answer).containsPattern("^HTTP/1.[01] " + status);
      assertThat(gateway.get("/api/v1/metadata").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBodyAboveTheLimitNamesTheSetting() {
    Map<String, String> small = Map.of("EVENKEEL_MAX_BODY_KB", "1");
    try (TestGateway gateway = TestGateway.start(directory, small)) {
      HttpResponse<String> answer =
          gateway.post("/api/resource-service/v1/project/shop/resource", "x".repeat(5000));

      assertThat(answer.statusCode()).isEqualTo(413);
      assertThat(answer.body())
          .contains("the body is larger than 1 KiB")
          .contains("EVENKEEL_MAX_BODY_KB");
    }
  }

  @Test
  void answersForbidGuessingFramingAndCaching() {
    try (TestGateway gateway = TestGateway.start(directory)) {
      HttpResponse<String> answer = gateway.get("/api/v1/metadata");

      assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(answer.headers().firstValue("x-frame-options")).contains("DENY");
      assertThat(answer.headers().firstValue("cache-control")).contains("no-store");
      assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
    }
  }

  private static GatewayConfig config(Map<String, String> environment) {
    return GatewayConfig.from(Settings.of(environment));
  }
}
