package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiRequest;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of sections I (state documents, executions) and J (open events). */
class ListConformanceTest {

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  @Test
  @Tag("I05")
  void aStageThatEndsLeavesTheOthersAsTheyAre() {
    CaseRun run = SHARED.run("S-FAN", "dev.seq");
    run.done("work", "pass");
    run.task("work", 3);
    KeptnEvent inA = run.all("work.triggered").stream()
        .filter(event -> event.stage().equals("a"))
        .findFirst()
        .orElseThrow();
    Map<String, Object> b = run.stage("b");
    run.st(inA);
    run.fi(inA, "pass");
    run.finished("a.seq");

    assertThat(Json.at(run.stage("a"), "latestEvent", "type"))
        .isEqualTo("sh.keptn.event.a.seq.finished");
    assertThat(run.stage("b")).isEqualTo(b);
    assertThat(run.state()).isEqualTo("started");
  }

  @Test
  @Tag("I16")
  void aRunIsFinishedHoweverItsStagesEnded() {
    CaseRun run = SHARED.run("S-FAN", "dev.seq");
    run.done("work", "pass");
    run.task("work", 3);
    for (KeptnEvent task : run.all("work.triggered").subList(1, 3)) {
      run.st(task);
      run.fi(task, "pass", task.stage().equals("a") ? "aborted" : "odd", Map.of());
    }

    run.awaitState("finished");
    assertThat(run.stage("a").get("state")).isEqualTo("aborted");
    assertThat(run.stage("b").get("state")).isEqualTo("unknown");
  }

  @Test
  @Tag("I19")
  void severalContextsMayBeAskedForAtOnce() {
    CaseRun one = SHARED.run("S-ONE", "dev.seq");
    CaseRun two = one.next("dev.seq");
    two.awaitState("waiting");

    assertThat(states(one.project(), one.context() + " , " + two.context())).hasSize(2);
    assertThat(states(one.project(), one.context())).hasSize(1);
  }

  private static List<Object> states(String project, String contexts) {
    return Json.list(SHARED
        .world()
        .call("getSequences", Map.of("project", project), Map.of("keptnContext", contexts), "")
        .object()
        .get("states"));
  }

  @Test
  @Tag("I23")
  void anUnknownProjectHasNoRuns() {
    assertThat(SHARED
            .world()
            .call("getSequences", Map.of("project", "ghost"), Map.of(), "")
            .object())
        .isEqualTo(Map.of("states", List.of()));
  }

  @Test
  @Tag("I24")
  void executionsPageWithNumbersNewestFirst() {
    CaseRun first = SHARED.run("S-ONE", "dev.seq");
    first.task("work");
    CaseRun last = first;
    for (int more = 0; more < 4; more++) {
      last = first.next("dev.seq");
      last.awaitState("waiting");
    }
    Map<String, Object> page = SHARED
        .world()
        .call(
            "getSequenceExecutions",
            Map.of(),
            Map.of("project", first.project(), "pageSize", "2"),
            "")
        .object();

    assertThat(page)
        .containsEntry("nextPageKey", 2L)
        .containsEntry("pageSize", 2L)
        .containsEntry("totalCount", 5L);
    assertThat(Json.at(
            Json.object(Json.list(page.get("sequenceExecutions")).get(0)), "scope", "keptnContext"))
        .isEqualTo(last.context());
  }

  @Test
  @Tag("I26")
  void answersOfManyExecutorsAtOnceAreAllCounted() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    KeptnEvent task = run.task("t1");
    List<Future<Void>> sent = new ArrayList<>();
    for (int executor = 0; executor < 20; executor++) {
      Map<String, Object> data = Map.of("project", run.project(), "stage", "dev", "service", "svc");
      sent.add(SHARED
          .world()
          .platform()
          .platform()
          .mesh()
          .publish(task.answer("started", "executor-" + executor, task.time(), data)));
    }

    awaitUntil(
        () -> Json.list(Json.at(run.execution(), "status", "currentTask", "events"))
            .size(),
        count -> count == sent.size());
  }

  @Test
  @Tag("J03")
  @Tag("J04")
  @Tag("J05")
  @Tag("J07")
  void openEventsAreFilteredNewestFirstAndPaged() {
    String project = CaseRun.project(SHARED.world(), "S-APPR");
    List<String> newestFirst = new ArrayList<>();
    for (int service = 0; service < 25; service++) {
      CaseRun run =
          CaseRun.start(SHARED.world(), project, "dev.quick", "svc" + service, Map.of(), "");
      newestFirst.add(0, run.task("work").id());
    }

    List<String> read = new ArrayList<>(ids(Map.of("project", project)));
    assertThat(read).hasSize(20);
    read.addAll(ids(Map.of("project", project, "nextPageKey", "20")));
    assertThat(read).isEqualTo(newestFirst);
    assertThat(ids(Map.of("project", project, "service", "svc24")))
        .containsExactly(newestFirst.get(0));
    assertThat(ids(Map.of("eventID", newestFirst.get(3)))).containsExactly(newestFirst.get(3));
    assertThat(ids(Map.of("project", project, "stage", "other"))).isEmpty();
  }

  private static List<String> ids(Map<String, String> query) {
    return Json.list(SHARED
            .world()
            .call(
                "getOpenTriggeredEvents",
                Map.of("eventType", EventType.task("work", "triggered")),
                query,
                "")
            .object()
            .get("events"))
        .stream()
        .map(event -> Json.text(Json.object(event).get("id")))
        .toList();
  }

  @ParameterizedTest
  @Tag("J06")
  @CsvSource({"18, '', 0", "21, '', 20", "21, 20, 0", "41, 20, 40", "41, 40, 0"})
  void thePageKeyIsTheNextOffsetOrZero(long total, String key, String next) {
    Page page = Page.withTextKey(new ApiRequest(
        "list", Map.of(), key.isEmpty() ? Map.of() : Map.of("nextPageKey", key), ""));
    Map<String, Object> json = new LinkedHashMap<>();
    page.addTextKey(json, total);

    assertThat(json).containsEntry("nextPageKey", next);
  }
}
