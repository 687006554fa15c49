package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventCommandsTest extends CliTest {

  private static final String EVENT = "POST /v1/event";
  private static final String CONTEXT = "{\"keptnContext\":\"c-1\"}";

  @Test
  void aDeliveryStartsInTheFirstStage() {
    cartInDev()
        .answer(EVENT, 200, CONTEXT)
        .answer(
            "GET /controlPlane/v1/project/shop",
            200,
            "{\"stages\":[{\"stageName\":\"dev\"},{\"stageName\":\"prod\"}]}");

    Ran ran = run(
        "trigger",
        "delivery",
        "--project=shop",
        "--service=cart",
        "--image=acme/cart",
        "--values=replicas.max=3",
        "--labels=build=17,by=me");

    assertThat(ran.out()).endsWith("ID of Keptn context: c-1\n");
    Map<String, Object> event = server.last().json();
    assertThat(event)
        .containsEntry("type", "sh.keptn.event.dev.delivery.triggered")
        .containsEntry("source", "https://github.com/keptn/keptn/cli#configuration-change");
    assertThat(Json.at(event, "data", "labels")).isEqualTo(Map.of("build", "17", "by", "me"));
    assertThat(Json.at(event, "data", "configurationChange", "values"))
        .isEqualTo(Map.of("image", "acme/cart:latest", "replicas", Map.of("max", "3")));
  }

  @Test
  void aServiceThatIsNotThereStartsNothing() {
    cartInDev();

    Ran ran = run("trigger", "sequence", "smoke", "--project=shop", "--stage=dev", "--service=x");

    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err())
        .contains("service x has not been found in project shop", "evenkeel create service x");
  }

  @Test
  void aSequenceCarriesItsData() {
    cartInDev().answer(EVENT, 200, CONTEXT);

    Ran ran = run(
        "trigger",
        "sequence",
        "smoke",
        "--project=shop",
        "--stage=dev",
        "--service=cart",
        "--data=a.b=1,a.c=2");

    assertThat(ran.out())
        .isEqualTo("Triggering sequence smoke in project shop in stage dev service cart\n");
    assertThat(ran.err()).isEqualTo("ID of Keptn context: c-1\n");
    assertThat(server.last().json()).containsEntry("type", "sh.keptn.event.dev.smoke.triggered");
    assertThat(Json.at(server.last().json(), "data"))
        .isEqualTo(Map.of(
            "a", Map.of("b", "1", "c", "2"), "project", "shop", "stage", "dev", "service", "cart"));
  }

  @Test
  void anEvaluationSendsItsSpan() {
    String path = "/controlPlane/v1/project/shop/stage/dev/service/cart/evaluation";
    server.answer("POST " + path, 200, CONTEXT);

    Ran ran = run(
        "trigger",
        "evaluation",
        "--project=shop",
        "--stage=dev",
        "--service=cart",
        "--timeframe=5m");

    assertThat(ran.out()).isEqualTo("ID of Keptn context: c-1\n");
    assertThat(server.last().json()).isEqualTo(Map.of("timeframe", "5m"));
    assertThat(run(
                "trigger",
                "evaluation",
                "--project=shop",
                "--stage=dev",
                "--service=cart",
                "--timeframe=5m",
                "--end=2024-05-01T10:00:00")
            .err())
        .isEqualTo("Error: You can not use --end together with --timeframe\n");
  }

  @Test
  void watchingPrintsEachEventOnceOldestFirst() {
    cartInDev().answer(EVENT, 200, CONTEXT);
    String query = "GET /mongodb-datastore/event?project=shop&keptnContext=c-1&fromTime=";
    server
        .answer(
            query + "0001-01-01T00%3A00%3A00.000Z",
            200,
            "{\"events\":[{\"id\":\"2\",\"time\":\"2024-01-02T03:04:06.5004Z\"},"
                + "{\"id\":\"1\",\"time\":\"2024-01-02T03:04:05Z\"}]}")
        .answer(query + "2024-01-02T03%3A04%3A06.500Z", 200, "{\"events\":[]}");

    Ran ran = run(
        "trigger",
        "sequence",
        "smoke",
        "--project=shop",
        "--stage=dev",
        "--service=cart",
        "--watch",
        "--watch-time=1");

    assertThat(ran.status()).isZero();
    assertThat(ran.out().split("\"id\"")).hasSize(3);
    assertThat(ran.out().indexOf("\"id\": \"1\"")).isLessThan(ran.out().indexOf("\"id\": \"2\""));
  }

  @Test
  void anEventFileIsSentWithoutUnknownAttributes() throws IOException {
    Path file = Files.writeString(
        home.resolve("e.json"), "{\"type\":\"t\",\"source\":\"s\",\"data\":{},\"colour\":1}");
    server.answer(EVENT, 200, CONTEXT);

    assertThat(run("send", "event", "-f", file.toString()).out())
        .isEqualTo("ID of Keptn context: c-1\n");
    assertThat(server.last().json())
        .isEqualTo(Map.of("type", "t", "source", "s", "data", Map.of()));
  }

  @Test
  void aBrokenEventFileIsNamedWithLineAndColumn() throws IOException {
    Path file = Files.writeString(home.resolve("e.json"), "{\"type\":\n nonsense}");

    assertThat(run("send", "event", "--file=" + file).err())
        .startsWith("Error: " + file + " does not hold a JSON event: ")
        .contains("line 2");
  }

  @Test
  void anApprovalIsGivenById() {
    server
        .answer(
            "GET /mongodb-datastore/event?project=shop&stage=dev"
                + "&type=sh.keptn.event.approval.triggered&eventID=a-1",
            200,
            "{\"events\":[{\"id\":\"a-1\",\"shkeptncontext\":\"c-1\","
                + "\"data\":{\"service\":\"cart\"}}]}")
        .answer(EVENT, 200, CONTEXT);

    run("send", "event", "approval.finished", "--project=shop", "--stage=dev", "--id=a-1");

    assertThat(server.last().json())
        .containsEntry("type", "sh.keptn.event.approval.finished")
        .containsEntry("shkeptncontext", "c-1")
        .containsEntry("triggeredid", "a-1");
    assertThat(Json.object(server.last().json().get("data")))
        .containsEntry("service", "cart")
        .containsEntry("status", "succeeded")
        .containsEntry("result", "pass");
  }

  @Test
  void anApprovalIsDeclinedInteractively() {
    server
        .answer(
            "GET /controlPlane/v1/event/triggered/sh.keptn.event.approval.triggered"
                + "?project=shop&stage=dev&service=cart",
            200,
            "{\"events\":[{\"id\":\"a-1\",\"shkeptncontext\":\"c-1\","
                + "\"data\":{\"project\":\"shop\",\"service\":\"cart\","
                + "\"configurationChange\":{\"values\":{\"image\":\"i:1\"}}}}]}")
        .answer(
            "GET /mongodb-datastore/event?project=shop&keptnContext=c-1"
                + "&type=sh.keptn.event.evaluation.finished",
            200,
            "{\"events\":[{\"data\":{\"evaluation\":{\"result\":\"warning\",\"score\":75}}}]}")
        .answer(EVENT, 200, CONTEXT);
    input = "1\nd\n";

    Ran ran = run(
        "send", "event", "approval.finished", "--project=shop", "--stage=dev", "--service=cart");

    assertThat(ran.out()).contains("1\ti:1\twarning, score 75");
    assertThat(Json.at(server.last().json(), "data", "result")).isEqualTo("fail");
  }

  @Test
  void anApprovalNeedsIdOrService() {
    assertThat(run("send", "event", "approval.finished", "--project=p", "--stage=s")
            .err())
        .isEqualTo("Error: either ID or service must be provided\n");
  }

  @Test
  void monitoringIsConfiguredAndTheAnswerAwaited() {
    String path = "GET /mongodb-datastore/event?keptnContext=c-1"
        + "&type=sh.keptn.event.configure-monitoring.finished";
    server
        .answer(EVENT, 200, CONTEXT)
        .answer(path, 200, "{\"events\":[]}")
        .answer(path, 200, "{\"events\":[{\"data\":{\"message\":\"all set\"}}]}");

    Ran ran = run("configure", "monitoring", "prometheus", "--project=shop", "--service=cart");

    assertThat(ran.out()).isEqualTo("ID of Keptn context: c-1\nall set\n");
    assertThat(Json.at(server.requests().get(0).json(), "data"))
        .isEqualTo(Map.of("type", "prometheus", "project", "shop", "service", "cart"));
    assertThat(run("configure", "monitoring", "prometheus").err())
        .isEqualTo("Error: Please specify a project\n");
  }

  @Test
  void aSingleEventIsPrintedAsAnObject() {
    server.answer(
        "GET /mongodb-datastore/event?project=shop&type=sh.keptn.event.x.finished",
        200,
        "{\"events\":[{\"id\":\"1\"}]}");

    assertThat(run("get", "event", "x.finished", "--project=shop").out())
        .isEqualTo("{\n    \"id\": \"1\"\n}\n");
  }

  @Test
  void anEvaluationOfARunIsIndentedByTabs() {
    server.answer(
        "GET /mongodb-datastore/event?keptnContext=c-1"
            + "&type=sh.keptn.event.evaluation.finished",
        200,
        "{\"events\":[{\"id\":\"1\"}]}");

    assertThat(run("get", "event", "evaluation.finished", "--keptn-context=c-1").out())
        .isEqualTo("{\n\t\"id\": \"1\"\n}\n");
  }

  private LocalServer cartInDev() {
    return server.answer(
        "GET /controlPlane/v1/project/shop/stage/dev/service",
        200,
        "{\"services\":[{\"serviceName\":\"cart\"}],\"nextPageKey\":\"0\"}");
  }
}
