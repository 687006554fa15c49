package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.kit.ApiResponse;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Operations of other services: who is asked what. */
class ForwardingTest extends GatewayTest {

  private static final String FILE = "/api/resource-service/v1/project/shop/resource/";

  @ParameterizedTest
  @CsvSource({
    "GET, /project, getProjects",
    "POST, /project, createProject",
    "PUT, /project, updateProject",
    "GET, /project/shop, getProject",
    "DELETE, /project/shop, deleteProject",
    "GET, /project/shop/stage, getStages",
    "GET, /project/shop/stage/dev, getStage",
    "GET, /project/shop/stage/dev/service, getServices",
    "GET, /project/shop/stage/dev/service/cart, getService",
    "POST, /project/shop/service, createService",
    "DELETE, /project/shop/service/cart, deleteService",
    "POST, /project/shop/stage/dev/service/cart/evaluation, triggerEvaluation",
    "GET, /event/triggered/sh.keptn.event.approval.triggered, getOpenTriggeredEvents",
    "GET, /sequence/shop, getSequences",
    "POST, /sequence/shop/ctx/control, controlSequence",
    "GET, /sequence-execution?project=shop, getSequenceExecutions",
  })
  void everyOperationOfTheControlPlaneReachesIt(String method, String path, String operation) {
    HttpResponse<String> answer =
        gateway.send(method, "/api/controlPlane/v1" + path, "", "x-token", TestGateway.TOKEN);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(gateway.lastAsked().operation()).isEqualTo(operation);
  }

  @Test
  void pathQueryAndBodyArriveDecoded() {
    gateway.post(
        "/api/controlPlane/v1/sequence/sh%6Fp/my-ctx/control?a=b%20c&a=d", "{\"x\":\"é\"}");

    assertThat(gateway.lastAsked())
        .isEqualTo(new ApiRequest(
            "controlSequence",
            Map.of("project", "shop", "keptnContext", "my-ctx"),
            Map.of("a", "b c"),
            "{\"x\":\"é\"}"));
  }

  @Test
  void aBodyIsTakenWhateverItsMediaTypeIs() {
    gateway.send(
        "POST",
        "/api/controlPlane/v1/project",
        "{\"name\":\"shop\"}",
        "x-token",
        TestGateway.TOKEN,
        "Content-Type",
        "application/x-www-form-urlencoded");

    assertThat(gateway.lastAsked().body()).isEqualTo("{\"name\":\"shop\"}");
  }

  @Test
  void theAnswerIsPassedOnAsItIs() {
    gateway.answering("getProject", ApiResponse.error(404, "Project not found: shop"));

    HttpResponse<String> answer = gateway.get("/api/controlPlane/v1/project/shop");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"code\":404,\"message\":\"Project not found: shop\"}");
    assertThat(answer.headers().firstValue("content-type"))
        .contains("application/json; charset=utf-8");
  }

  @Test
  void anEmptyAnswerHasNoBodyAndNoType() {
    gateway.answering("createProject", ApiResponse.empty(201));

    HttpResponse<String> answer = gateway.post("/api/controlPlane/v1/project", "{}");

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("content-type")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "job/config.yaml",
        "job%2Fconfig.yaml",
        "job%252Fconfig.yaml",
        "a+b%20c",
        "/x",
        "a//b",
        "..%2F..%2Fetc",
        "a/../../b",
        "%252E%252E%252Fx"
      })
  void aResourceUriIsHandedOnAsItWasSent(String uri) {
    gateway.get(FILE + uri + "?gitCommitID=main");

    assertThat(gateway.lastAsked())
        .isEqualTo(new ApiRequest(
            "getResource",
            Map.of("project", "shop", "uri", uri),
            Map.of("gitCommitID", "main"),
            ""));
  }

  @ParameterizedTest
  @CsvSource({
    "/project/shop//resource, project",
    "/project/shop/stage/dev/resource, project stage",
    "/project/shop/stage/dev/service/cart/resource, project stage service",
  })
  void everyLevelReachesTheSameOperation(String path, String variables) {
    gateway.post("/api/configuration-service/v1" + path, "{\"resources\":[]}");

    assertThat(gateway.lastAsked().operation()).isEqualTo("createResources");
    assertThat(gateway.lastAsked().path().keySet())
        .containsExactlyInAnyOrder(variables.split(" ", -1));
    assertThat(gateway.lastAsked().path("uri")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/controlPlane/v1/nothing",
    "PATCH, /api/controlPlane/v1/project",
    "POST, /api/controlPlane/v1/event/x",
    "GET, /api/resource-service/v1/x",
    "GET, /api/secrets/v1/nothing",
  })
  void whatIsNotThereIsToldInTheOriginalsWords(String method, String path) {
    HttpResponse<String> answer = gateway.send(method, path, "", "x-token", TestGateway.TOKEN);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("404 page not found");
    assertThat(gateway.asked()).isEmpty();
  }

  @Test
  void blockedPathsAreRefusedEvenWithoutToken() {
    HttpResponse<String> answer = gateway.send("POST", "/api/resource-service/v1/project", "{}");

    assertThat(answer.statusCode()).isEqualTo(403);
  }

  @Test
  void aMalformedPathIsTheCallersMistake() throws Exception {
    assertThat(RawHttp.ask(
            gateway.port(),
            "GET /api/controlPlane/v1/project/%zz HTTP/1.1",
            "x-token: " + TestGateway.TOKEN))
        .contains(" 400 ")
        .contains("malformed percent-encoding");
  }

  @Test
  void aMalformedQueryIsTheCallersMistakeToo() throws Exception {
    assertThat(RawHttp.ask(
            gateway.port(),
            "GET /api/controlPlane/v1/project?pageSize=%zz HTTP/1.1",
            "x-token: " + TestGateway.TOKEN))
        .contains(" 400 ")
        .contains("invalid query: malformed percent-encoding");
  }

  @Test
  void aBodyThatIsNotUtf8IsRefused() throws Exception {
    assertThat(RawHttp.ask(
            gateway.port(),
            "POST /api/controlPlane/v1/project HTTP/1.1",
            "x-token: " + TestGateway.TOKEN,
            "content-length: 1",
            "",
            "é"))
        .contains(" 400 ")
        .contains("not UTF-8");
  }
}
