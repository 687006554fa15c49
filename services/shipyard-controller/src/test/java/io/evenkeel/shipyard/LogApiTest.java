package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** The log as clients see it; each test writes for an integration of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogApiTest {

  private World world;
  private String integration;

  @BeforeAll
  void start(@TempDir Path directory) {
    world = new World(directory, Map.of());
  }

  @BeforeEach
  void chooseIntegration() {
    integration = UUID.randomUUID().toString();
  }

  @AfterAll
  void stop() {
    world.close();
  }

  @Test
  void anEntryWithoutTimeGetsTheTimeOfItsArrival() {
    write("{\"message\":\"boom\",\"shkeptncontext\":\"c\",\"task\":\"deployment\","
        + "\"triggeredid\":\"t\",\"gitcommitid\":\"g\",\"time\":\"0001-01-01T00:00:00Z\"}");

    Map<String, Object> entry = Json.object(logs(read(Map.of())).get(0));

    assertThat(Instant.parse(Json.text(entry.get("time"))))
        .isAfter(Instant.now().minus(Duration.ofSeconds(20)));
    assertThat(entry)
        .containsAllEntriesOf(Map.of(
            "integrationid", integration,
            "message", "boom",
            "shkeptncontext", "c",
            "task", "deployment",
            "triggeredid", "t",
            "gitcommitid", "g"));
  }

  @Test
  void pagesAreNewestFirstAndHaveNumbers() {
    write("{\"message\":\"0\"}", "{\"message\":\"1\"}", "{\"message\":\"2\"}");

    Map<String, Object> first = read(Map.of("pageSize", "2"));
    Map<String, Object> second = read(Map.of("pageSize", "2", "nextPageKey", "2"));

    assertThat(first).containsEntry("nextPageKey", 2L).containsEntry("totalCount", 3L);
    assertThat(logs(first))
        .extracting(entry -> Json.object(entry).get("message"))
        .containsExactly("2", "1");
    assertThat(second).doesNotContainKey("nextPageKey");
    assertThat(logs(second)).hasSize(1);
  }

  @Test
  void bothEndsOfATimeRangeBelongToIt() {
    write(
        "{\"message\":\"1\",\"time\":\"2024-01-01T00:00:01Z\"}",
        "{\"message\":\"2\",\"time\":\"2024-01-01T01:00:02+01:00\"}",
        "{\"message\":\"3\",\"time\":\"2024-01-01T00:00:03Z\"}");

    Map<String, Object> found = read(
        Map.of("fromTime", "2024-01-01T00:00:02.000Z", "beforeTime", "2024-01-01T00:00:03.000Z"));

    assertThat(logs(found))
        .extracting(entry -> Json.object(entry).get("message"))
        .containsExactly("3", "2");
  }

  @Test
  void nothingFoundIsAnEmptyListWithoutCount() {
    assertThat(Json.write(read(Map.of()))).isEqualTo("{\"logs\":[]}");
  }

  @Test
  void anEmptyListOfEntriesIsTaken() {
    assertThat(write()).isEqualTo(new ApiResponse(200, "{}"));
  }

  /** The original says 404; integrations.md §5 recommends 400. */
  @ParameterizedTest
  @Tag("M19")
  @CsvSource(
      delimiter = '|',
      value = {
        "fromTime | 2024-01-01 | Unable to retrieve logs: could not parse provided fromTime 2024-01-01",
        "beforeTime | 2024-02-31T00:00:00.000Z | Unable to retrieve logs: could not parse provided beforeTime",
        "pageSize | ten | Invalid request format: pageSize must be a whole number",
        "nextPageKey | x | Invalid request format: nextPageKey must be a whole number",
      })
  void aParameterThatCanNotBeReadIsRefused(String name, String value, String message) {
    ApiResponse answer = world.call("getLogEntries", Map.of(), Map.of(name, value), "");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[] | expected a JSON object",
        "{\"logs\":[1]} | logs must be a list of objects",
        "{\"logs\":[{\"message\":{}}]} | message of a log entry must be a text, not {}",
        "{\"logs\":[{\"time\":\"noon\"}]} | time of a log entry must be like 2024-01-02T03:04:05Z",
      })
  void aBodyThatCanNotBeReadIsRefused(String body, String message) {
    ApiResponse answer = world.call("createLogEntries", Map.of(), Map.of(), body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith(message);
  }

  private ApiResponse write(String... entries) {
    List<String> own = List.of(entries).stream()
        .map(entry -> entry.replaceFirst("\\{", "{\"integrationid\":\"" + integration + "\","))
        .toList();
    ApiResponse answer =
        world.call("createLogEntries", Map.of(), Map.of(), "{\"logs\":" + own + "}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private Map<String, Object> read(Map<String, String> query) {
    Map<String, String> all = new HashMap<>(query);
    all.put("integrationId", integration);
    return world.call("getLogEntries", Map.of(), all, "").object();
  }

  private static List<@Nullable Object> logs(Map<String, Object> answer) {
    return Json.list(answer.get("logs"));
  }
}
