package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /api/v1/event} over HTTP and down to the store. */
class EventEndpointTest {

  private static final String EVENT = """
      {"type":"sh.keptn.event.dev.delivery.triggered","source":"test",
       "data":{"project":"shop","stage":"dev","service":"cart"%s}}""";

  @TempDir
  Path directory;

  @Test
  void theAnswerMeansThatTheEventIsStored() {
    try (TestGateway gateway = TestGateway.start(directory)) {
      HttpResponse<String> answer = gateway.post("/api/v1/event", EVENT.formatted(""));

      String context = Json.text(Json.parseObject(answer.body()).get("keptnContext"));
      List<KeptnEvent> stored = gateway.testPlatform().events(context);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(stored).singleElement().satisfies(event -> {
        assertThat(event.type()).isEqualTo("sh.keptn.event.dev.delivery.triggered");
        assertThat(event.service()).isEqualTo("cart");
      });
    }
  }

  @Test
  void anEventThatCanNeverBeStoredIsRefusedForGood() {
    try (TestGateway gateway = TestGateway.start(directory)) {
      String event = EVENT.formatted("").replace("cart", "ca\\u0000rt");

      HttpResponse<String> answer = gateway.post("/api/v1/event", event);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .contains("the event's service must have at most 255 characters, none of them NUL");
    }
  }

  @Test
  void aStoreThatTakesNothingIsToldAndNothingIsAcknowledged() {
    try (TestGateway gateway = TestGateway.start(directory)) {
      // What a full disk looks like to SQLite: the file may not grow any more.
      TestPlatform.await(gateway.platform().database().transaction(client -> client
          .query("PRAGMA max_page_count = 1")
          .execute()));

      String large = ",\"message\":\"" + "x".repeat(200_000) + "\"";
      HttpResponse<String> answer = gateway.post("/api/v1/event", EVENT.formatted(large));

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .contains("the event was not stored and nothing was started")
          .contains("full")
          .contains("send it again later");
      assertThat(gateway.get("/api/mongodb-datastore/event?project=shop").body())
          .contains("\"events\":[]");
    }
  }

  @Test
  void anEventAboveTheLimitIsRefusedAndTheServerGoesOn() {
    try (TestGateway gateway = TestGateway.start(directory)) {
      String large = ",\"message\":\"" + "x".repeat(3 << 20) + "\"";

      HttpResponse<String> refused = gateway.post("/api/v1/event", EVENT.formatted(large));

      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(refused.body())
          .contains("the event is larger than 1024 KiB, the limit of this server")
          .contains("MAX_EVENT_SIZE_KB");
      assertThat(gateway.post("/api/v1/event", EVENT.formatted("")).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void withValidationOnTheOriginalsTextsAreUsed() {
    Map<String, String> strict =
        Map.of("EVENT_VALIDATION_ENABLED", "true", "MAX_EVENT_SIZE_KB", "1");
    try (TestGateway gateway = TestGateway.start(directory, strict)) {
      String large = ",\"message\":\"" + "x".repeat(2000) + "\"";

      assertThat(gateway.post("/api/v1/event", EVENT.formatted(large)).body())
          .isEqualTo("{\"code\":400,\"message\":\"parsing body body from \\\"\\\" failed, because"
              + " http: request body too large\"}");
      assertThat(gateway
              .post("/api/v1/event", EVENT.replace("delivery", "a.b").formatted(""))
              .body())
          .isEqualTo("{\"code\":400,\"message\":\"unknown event type\"}");
    }
  }

  @Test
  void onlyJsonIsTaken() {
    try (TestGateway gateway = TestGateway.start(directory)) {
      HttpResponse<String> answer = gateway.send(
          "POST",
          "/api/v1/event",
          EVENT.formatted(""),
          "x-token",
          TestGateway.TOKEN,
          "Content-Type",
          "text/plain");

      assertThat(answer.statusCode()).isEqualTo(415);
      assertThat(Json.parseObject(answer.body()).get("message"))
          .isEqualTo("unsupported media type \"text/plain\", only"
              + " [application/cloudevents+json application/json] are allowed");
    }
  }

  @Test
  void aBodyThatNestsTooDeeplyIsRefused() {
    try (TestGateway gateway = TestGateway.start(directory)) {
      String deep = ",\"x\":" + "[".repeat(100_000) + "]".repeat(100_000);

      HttpResponse<String> answer = gateway.post("/api/v1/event", EVENT.formatted(deep));

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("parsing body body from").contains("depth");
    }
  }

  @Test
  void anEmptyBodyIsMissingItsData() {
    try (TestGateway gateway = TestGateway.start(directory)) {
      HttpResponse<String> answer =
          gateway.send("POST", "/api/v1/event", "", "x-token", TestGateway.TOKEN);

      assertThat(answer.statusCode()).isEqualTo(422);
      assertThat(answer.body()).contains("data in body is required");
    }
  }
}
