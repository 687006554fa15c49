package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The archive's two queries, over HTTP, on a real store. */
class DatastoreTest extends GatewayTest {

  private static final String ARCHIVE = "/api/mongodb-datastore/event";
  private static final String EVALUATED = "sh.keptn.event.evaluation.finished";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00.500Z");

  @Test
  void pagesAreNewestFirstAndTheLastOneHasNoKey() {
    for (int index = 0; index < 5; index++) {
      store("e" + index, EVALUATED, "c" + index, index, Map.of("project", "shop"));
    }

    Map<String, Object> first = page("?project=shop&pageSize=2");
    Map<String, Object> last = page("?project=shop&pageSize=2&nextPageKey=4");

    assertThat(ids(first)).containsExactly("e4", "e3");
    assertThat(first)
        .containsEntry("nextPageKey", "2")
        .containsEntry("pageSize", 2L)
        .containsEntry("totalCount", 5L);
    assertThat(ids(last)).containsExactly("e0");
    assertThat(last).doesNotContainKey("nextPageKey");
    assertThat(ids(page("?project=shop&pageSize=2&nextPageKey=x"))).containsExactly("e4", "e3");
  }

  @Test
  void anUnknownProjectHasAnEmptyPageWithoutACount() {
    Map<String, Object> page = page("?project=ghost");

    assertThat(page).containsEntry("events", List.of()).doesNotContainKey("totalCount");
  }

  @Test
  void everyParameterNarrowsTheSelection() {
    Map<String, Object> data = Map.of("project", "shop", "stage", "dev", "service", "cart");
    store("mine", EVALUATED, "ctx", 0, data);
    store("other", "sh.keptn.event.test.started", "ctx", 1, Map.of("project", "shop"));

    for (String condition : List.of(
        "stage=dev",
        "service=cart",
        "eventID=mine",
        "source=test" + "&type=" + EVALUATED,
        "keptnContext=ctx&beforeTime=2026-01-01T00:00:01.500Z",
        "root",
        "root=false")) {
      assertThat(ids(page("?project=shop&" + condition))).as(condition).containsExactly("mine");
    }
    assertThat(ids(page("?project=shop&source=elsewhere"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00.500Z, 1",
    "2026-01-01T00:00:00.499Z, 2",
    "2026-01-01T00:00:00.500999Z, 1",
    "2026-01-01T01:00:00.500%2B01:00, 1",
    "2026-01-01T00:00:00Z, 2",
    "0001-01-01T00:00:00.000Z, 2",
  })
  void fromTimeIsExclusiveAndCutToMilliseconds(String from, int found) {
    store("first", EVALUATED, "ctx", 0, Map.of("project", "shop"));
    store("second", EVALUATED, "ctx", 1, Map.of("project", "shop"));

    assertThat(ids(page("?project=shop&fromTime=" + from))).hasSize(found);
  }

  @ParameterizedTest
  @CsvSource({"yesterday", "2026-01-01", "+999999999-12-31T23:59:59Z"})
  void aTimeThatIsNoneIsRefused(String time) {
    HttpResponse<String> answer = gateway.get(ARCHIVE + "?project=shop&beforeTime=" + encode(time));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("beforeTime in query must be a time like");
  }

  @Test
  void otherTypesThanTheOriginalsArchiveKeptAreNotListed() {
    store("problem", "sh.keptn.events.problem", "ctx", 0, Map.of("project", "shop"));

    assertThat(ids(page("?project=shop"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "filter=data.project:shop | e3 e2 e1",
        "filter=data.project:shop AND data.result:pass,warning | e2 e1",
        "filter=data.project:shop AND data.result:pass,warning&limit=1 | e2",
        "filter=data.project:shop AND data.evaluation.sloFile:x | e1",
        "filter=data.project:shop AND triggeredid:t-e2 | e2",
        "filter=shkeptncontext:ctx AND source:test | e3 e2 e1",
        "filter=data.project:shop&excludeInvalidated=Yes | e3 e1",
        "filter=data.project:shop&excludeInvalidated=false | e3 e2 e1",
        "filter=data.project:shop&fromTime=2026-01-01T00:00:02.500Z | e3",
      })
  void byTypeTheNewestThatPassTheFilterAreFound(String query, String expected) {
    store("e1", EVALUATED, "ctx", 1, evaluation("pass", Map.of("sloFile", "x")));
    store("e2", EVALUATED, "ctx", 2, evaluation("warning", Map.of()));
    store("e3", EVALUATED, "ctx", 3, evaluation("fail", Map.of("sloFile", "y")));
    storeAnswering("t-e2", "sh.keptn.event.evaluation.invalidated");

    Map<String, Object> found = Json.parseObject(byType(query).body());

    assertThat(ids(found)).containsExactly(expected.split(" ", -1));
    assertThat(found).containsOnlyKeys("events");
  }

  @Test
  void aFilterBeyondTheColumnsFindsWhatLiesDeep() {
    store("deep", EVALUATED, "ctx", 0, evaluation("pass", Map.of("sloFile", "x")));
    List<KeptnEvent> newer = IntStream.range(0, 600)
        .mapToObj(index -> event("n" + index, EVALUATED, "ctx", 1, evaluation("pass", Map.of())))
        .toList();
    TestPlatform.await(gateway.platform().mesh().publish(newer));

    HttpResponse<String> answer =
        byType("filter=data.project:shop AND data.evaluation.sloFile:x&limit=1");

    assertThat(ids(Json.parseObject(answer.body()))).containsExactly("deep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 422 | {\"code\":602,\"message\":\"filter in query is required\"}",
        "filter= | 422 | {\"code\":602,\"message\":\"filter in query is required\"}",
        "filter=data.project:shop&limit=0 | 422 |"
            + " {\"code\":609,\"message\":\"limit in query should be greater than or equal to 1\"}",
        "filter=data.project:shop&limit=101 | 422 |"
            + " {\"code\":608,\"message\":\"limit in query should be less than or equal to 100\"}",
        "filter=data.project:shop&limit=x | 422 |"
            + " {\"code\":601,\"message\":\"limit in query must be of type int64: \\\"x\\\"\"}",
        "filter=data.stage:dev | 400 | {\"code\":400,\"message\":\"invalid event filter:"
            + " either 'shkeptncontext' or 'data.project' must be set\"}",
      })
  void badQueriesAreToldInTheOriginalsWords(String query, int status, String body) {
    HttpResponse<String> answer = byType(query);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void anUnknownPathIsNamedFromTheArchivesRoot() {
    HttpResponse<String> answer = gateway.get("/api/mongodb-datastore/x");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"code\":404,\"message\":\"path /x was not found\"}");
  }

  private HttpResponse<String> byType(String query) {
    return gateway.get(ARCHIVE + "/type/" + EVALUATED + "?" + query.replace(" ", "%20"));
  }

  private Map<String, Object> page(String query) {
    HttpResponse<String> answer = gateway.get(ARCHIVE + query);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parseObject(answer.body());
  }

  private void store(String id, String type, String context, int second, Map<String, Object> data) {
    gateway.testPlatform().publish(event(id, type, context, second, data));
  }

  private void storeAnswering(String triggeredId, String type) {
    gateway
        .testPlatform()
        .publish(
            event("i", type, "ctx", 9, Map.of("project", "shop")).withTriggeredId(triggeredId));
  }

  private static KeptnEvent event(
      String id, String type, String context, int second, Map<String, Object> data) {
    return KeptnEvent.of(id, type, "test", START.plusSeconds(second), context, data)
        .withTriggeredId("t-" + id);
  }

  private static Map<String, Object> evaluation(String result, Map<String, Object> evaluation) {
    return Map.of("project", "shop", "result", result, "evaluation", evaluation);
  }

  private static List<String> ids(Map<String, Object> page) {
    return Json.list(page.get("events")).stream()
        .map(event -> Json.text(Json.object(event).get("id")))
        .toList();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
