package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryApiTest {

  private static final String STAGES = """
      - name: dev
        sequences:
        - name: delivery
          tasks: [{name: deployment}]
      """;
  private static final String EVENT = """
      {"id":"%s","type":"%s","source":"old","specversion":"1.0","shkeptncontext":"%s",\
      "time":"2023-05-06T07:08:%02d.123456Z","triggeredid":"t",\
      "data":{"project":"p1","stage":"dev","service":"svc","result":"pass"}}""";

  @TempDir
  static Path directory;

  private static World world;

  @BeforeAll
  static void start() {
    world = new World(directory, Map.of());
    world.createProject(STAGES);
    world.call("createService", Map.of("project", "p1"), Map.of(), "{\"serviceName\":\"svc\"}");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  void pastEventsKeepIdAndTimeAndStartNothing() {
    String trigger = event("past-1", "sh.keptn.event.dev.delivery.triggered", "past", 1);
    String task = event("past-2", "sh.keptn.event.deployment.triggered", "past", 2);

    ApiResponse stored = store("{\"events\":[%s,%s]}".formatted(task, trigger));
    String later = world.trigger("dev.delivery");
    world.carryOut(world.task(later, "deployment"), "pass");
    world.finished(later, "dev.delivery");

    assertThat(stored.body()).isEqualTo("{\"events\":2,\"sequences\":0}");
    assertThat(world.platform().events("past"))
        .extracting(KeptnEvent::id)
        .containsExactly("past-1", "past-2");
    assertThat(world.platform().events("past").get(0).time())
        .hasToString("2023-05-06T07:08:01.123456Z");
    assertThat(world.state("past")).isEmpty();
    assertThat(rows("SELECT COUNT(*) AS n FROM execution WHERE context = 'past'"))
        .isZero();
    assertThat(rows("SELECT COUNT(*) AS n FROM delivery WHERE context = 'past'"))
        .isZero();
    assertThat(rows("SELECT COUNT(*) AS n FROM event_log WHERE context = 'past' AND root = 1"))
        .isEqualTo(1);
  }

  @Test
  void theSameSentAgainIsStoredOnce() {
    String body = "{\"events\":[%s],\"sequences\":[%s]}"
        .formatted(
            event("again", "sh.keptn.event.evaluation.finished", "again", 1),
            sequence("again", "finished"));

    store(body);
    ApiResponse second = store(body);

    assertThat(second.body()).isEqualTo("{\"events\":0,\"sequences\":0}");
    assertThat(world.platform().events("again")).hasSize(1);
  }

  @Test
  void anEndedRunIsListedAmongTheOthers() {
    store("{\"sequences\":[%s]}".formatted(sequence("ended", "aborted")));

    assertThat(world.state("ended"))
        .containsEntry("state", "aborted")
        .containsEntry("time", "2023-05-06T07:08:09.000Z")
        .containsEntry("name", "delivery");
    assertThat(Json.write(world.state("ended").get("stages"))).contains("\"score\":99");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"events\": | Invalid request format",
        "{\"events\":[{}]} | events[0]: id is missing",
        "{\"events\":[{\"id\":\"x\",\"type\":\"t\",\"source\":\"s\",\"shkeptncontext\":\"c\",\"time\":\"soon\"}]} | events[0]: time is not RFC 3339",
        "{\"events\":[{\"id\":\"x\",\"type\":\"t\",\"source\":\"s\",\"shkeptncontext\":\"c\",\"time\":\"2023-05-06T07:08:09Z\",\"data\":{\"project\":\"p2\"}}]} | events[0]: is of project \"p2\", not of p1",
        "{\"sequences\":[{\"name\":\"a\",\"shkeptncontext\":\"c\",\"state\":\"started\",\"time\":\"x\",\"project\":\"p1\"}]} | sequences[0]: state \"started\" is not final",
        "{\"sequences\":[{\"name\":\"a\",\"shkeptncontext\":\"c\",\"state\":\"finished\",\"time\":\"x\",\"project\":\"p1\"}]} | sequences[0]: time is not RFC 3339",
      })
  void whatCannotBeHistoryIsRefusedWithItsPlace(String body, String message) {
    ApiResponse answer = store(body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith(message.strip());
  }

  @Test
  void tooMuchAtOnceAndAnUnknownProjectAreRefused() {
    String hundredAndOne =
        "{\"events\":[%s]}".formatted(String.join(",", Collections.nCopies(101, "{}")));

    assertThat(store(hundredAndOne).message()).isEqualTo("events: at most 100 at once, not 101");
    assertThat(world
            .call("importHistory", Map.of("project", "nowhere"), Map.of(), "{}")
            .status())
        .isEqualTo(404);
  }

  private static ApiResponse store(String body) {
    return world.call("importHistory", Map.of("project", "p1"), Map.of(), body);
  }

  private static long rows(String query) {
    return await(world.platform().platform().database().reader().query(query).execute())
        .iterator()
        .next()
        .getLong("n");
  }

  private static String event(String id, String type, String context, int second) {
    return EVENT.formatted(id, type, context, second);
  }

  private static String sequence(String context, String state) {
    return Json.write(Map.of(
        "name", "delivery",
        "service", "svc",
        "project", "p1",
        "time", "2023-05-06T09:08:09+02:00",
        "shkeptncontext", context,
        "state", state,
        "stages",
            List.of(Map.of(
                "name", "dev",
                "state", "finished",
                "latestEvaluation", Map.of("result", "pass", "score", 99)))));
  }
}
