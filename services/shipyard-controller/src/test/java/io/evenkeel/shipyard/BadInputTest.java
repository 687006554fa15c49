package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of runs when the world around them misbehaves: always something one can read. */
class BadInputTest {

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  private static ApiResponse receive(String body) {
    return SHARED.world().call("receiveEvent", Map.of(), Map.of(), body);
  }

  private static Map<String, Object> event(String type) {
    Map<String, Object> data = Map.of("project", "p", "stage", "dev", "service", "svc");
    String id = UUID.randomUUID().toString();
    return new LinkedHashMap<>(EventJson.toMap(
        KeptnEvent.of(id, type, "test", Instant.parse("2026-01-01T00:00:00Z"), "ctx-" + id, data)));
  }

  @Test
  @Tag("D08")
  @Tag("D10")
  @Tag("D11")
  void anEventThatIsHandedInIsStoredOrSaysWhatItLacks() {
    assertThat(receive(Json.write(event("sh.keptn.event.dev.seq.finished"))))
        .isEqualTo(ApiResponse.empty(200));
    assertThat(receive(Json.write(event("sh.keptn.foo"))))
        .isEqualTo(ApiResponse.error(500, "sh.keptn.foo is not a valid keptn event type"));
    assertThat(receive("no JSON").status()).isEqualTo(400);
    for (String name : List.of("time", "type", "id", "source")) {
      Map<String, Object> incomplete = event("sh.keptn.event.dev.seq.finished");
      incomplete.remove(name);
      assertThat(receive(Json.write(incomplete)))
          .isEqualTo(
              ApiResponse.error(400, "Invalid request format: " + name + " must be specified"));
    }
  }

  @Test
  void tenThousandLevelsOfJsonAreRefusedWithAReason() {
    String deep = "[".repeat(10_000) + "]".repeat(10_000);
    String body = Json.write(event("sh.keptn.event.dev.seq.finished"))
        .replace("\"service\":", "\"deep\":" + deep + ",\"service\":");

    assertThat(receive(body).status()).isEqualTo(400);
    assertThat(receive(body).message()).contains("nesting depth");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "shkeptncontext", "triggeredid", "source"})
  void anIdOfTenThousandLettersIsRefusedByName(String attribute) {
    Map<String, Object> event = event("sh.keptn.event.dev.seq.finished");
    event.put(attribute, "x".repeat(10_000));
    ApiResponse answer = receive(Json.write(event));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).contains(attribute, "at most", "it has 10000");
  }

  @Test
  void answersThatComeAfterTheEndChangeNothing() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    KeptnEvent task = run.done("work", "pass");
    run.awaitState("finished");
    Map<String, Object> before = run.stage("dev");
    run.st(task);
    run.fi(task, "fail");
    run.send(task.answer("status.changed", "late", Instant.now(), Map.of()));
    run.settle();

    assertThat(run.stage("dev")).isEqualTo(before);
    assertThat(run.all("dev.seq.finished")).hasSize(1);
  }

  @Test
  void anExecutorThatVanishedIsNamedAndTheRunCanBeEnded() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    KeptnEvent task = run.task("work");
    for (String executor : List.of("one", "gone")) {
      run.send(task.answer("started", executor, Instant.now(), Map.copyOf(scope(run))));
    }
    run.send(task.answer("finished", "one", Instant.now(), outcome(run)));
    run.settle();

    assertThat(Json.text(Json.at(run.stage("dev"), "waiting", "text"))).contains("gone");
    run.control("abort");
    assertThat(run.state()).isEqualTo("aborted");
  }

  private static Map<String, Object> scope(CaseRun run) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("project", run.project());
    data.put("stage", run.stage());
    data.put("service", run.service());
    return data;
  }

  private static Map<String, Object> outcome(CaseRun run) {
    Map<String, Object> data = scope(run);
    data.put("result", "pass");
    data.put("status", "succeeded");
    return data;
  }

  @Test
  void aShipyardDeletedInMidRunStopsOnlyWhatIsNew() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    run.st(run.task("work"));
    SHARED
        .world()
        .resources()
        .refuse("getHeads", run.project(), 404, "Could not find resource shipyard.yaml");
    CaseRun later = CaseRun.start(SHARED.world(), run.project(), "dev.seq", "svc2", Map.of(), "");

    assertThat(later.finished("dev.seq").message())
        .contains("could not retrieve shipyard.yaml")
        .contains("Could not find resource shipyard.yaml");
    run.fi(run.task("work"), "pass");
    run.awaitState("finished");
    assertThat(run.finished("dev.seq").result()).isEqualTo("pass");
  }

  @Test
  void aStageRemovedInMidRunIsNamedWhenItsTurnComes() {
    CaseRun run = SHARED.run("S-FAN", "dev.seq");
    run.st(run.task("work"));
    SHARED
        .world()
        .replaceShipyard(
            run.project(),
            "apiVersion: 0.2.3\nspec: {stages: [{name: dev, sequences:"
                + " [{name: seq, tasks: [{name: work}]}]}]}");
    run.fi(run.task("work"), "pass");

    assertThat(run.finished("a.seq").message())
        .isEqualTo("Unable to start sequence seq: no stage with name a");
    assertThat(run.finished("b.seq").status()).isEqualTo("errored");
    run.awaitState("finished");
  }

  @Test
  void runsWhoseSendersClocksJumpGoInOrderOfArrival() {
    CaseRun first = SHARED.run("S-ONE", "dev.seq");
    first.task("work");
    CaseRun future = sentAt(first, "2999-01-01T00:00:00Z");
    CaseRun past = sentAt(first, "1970-01-01T00:00:00Z");

    first.done("work", "pass");
    future.done("work", "pass");
    past.done("work", "pass");
    past.awaitState("finished");
    assertThat(future.state()).isEqualTo("finished");
  }

  private static CaseRun sentAt(CaseRun other, String time) {
    CaseRun run = new CaseRun(
        other.world(), other.project(), UUID.randomUUID().toString(), "dev", other.service());
    run.send(KeptnEvent.of(
        UUID.randomUUID().toString(),
        "sh.keptn.event.dev.seq.triggered",
        "test",
        Instant.parse(time),
        run.context(),
        scope(run)));
    run.awaitState("waiting");
    return run;
  }

  @Test
  void whatFailsIsInTheLogOfIntegrations() {
    CaseRun refused = SHARED.run("S-ONE", "dev.nope");
    refused.finished("dev.nope");
    CaseRun errored = SHARED.run("S-ONE", "dev.seq");
    KeptnEvent task = errored.task("work");
    errored.st(task);
    errored.fi(task, "fail", "errored", Map.of("message", "no space left"));
    errored.awaitState("finished");
    Map<String, Object> told = event("sh.keptn.log.error");
    told.put("data", Map.of("message", "told", "integrationid", "i-1", "task", "x"));
    SHARED.world().platform().publish(EventJson.fromMap(told));

    List<Map<String, Object>> entries = awaitUntil(
        () -> Json.list(SHARED
                .world()
                .call("getLogEntries", Map.of(), Map.of(), "")
                .object()
                .get("logs"))
            .stream()
            .map(Json::object)
            .toList(),
        found -> found.stream().anyMatch(entry -> "told".equals(entry.get("message"))));
    assertThat(entries)
        .anySatisfy(entry -> assertThat(entry)
            .containsEntry("shkeptncontext", refused.context())
            .containsEntry("integrationid", "shipyard-controller"))
        .anySatisfy(entry -> assertThat(entry)
            .containsEntry("shkeptncontext", errored.context())
            .containsEntry("integrationid", "executor")
            .containsEntry("task", "work")
            .containsEntry("triggeredid", task.id())
            .containsEntry("message", "no space left"))
        .anySatisfy(entry -> assertThat(entry).containsEntry("integrationid", "i-1"));
  }
}
