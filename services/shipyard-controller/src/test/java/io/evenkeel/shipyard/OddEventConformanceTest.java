package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.testkit.TestPlatform;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases of sections C (refused starts) and D (foreign, late and odd events). */
class OddEventConformanceTest {

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  private static KeptnEvent refused(CaseRun run, String sequence) {
    KeptnEvent finished = run.finished(sequence);
    assertThat(finished.status()).isEqualTo("errored");
    assertThat(finished.result()).isEqualTo("fail");
    return finished;
  }

  @Test
  @Tag("C02")
  @Tag("C07")
  void anUnknownSequenceIsRefusedAndShownAsFailed() {
    CaseRun run = SHARED.run("S-CHAIN", "dev.nope");
    KeptnEvent finished = refused(run, "dev.nope");

    assertThat(finished.message())
        .isEqualTo(
            "Unable to start sequence nope: no task sequence with name nope found in stage dev");
    run.awaitState("finished");
    assertThat(run.stage("dev").get("state")).isEqualTo("errored");
    assertThat(Json.at(run.stage("dev"), "latestEvent", "id")).isEqualTo(finished.id());
    assertThat(Json.at(run.stage("dev"), "latestFailedEvent", "id")).isEqualTo(finished.id());
    assertThat(run.execution()).isEmpty();
  }

  @Test
  @Tag("C03")
  void anUnknownStageIsRefused() {
    CaseRun run = SHARED.run("S-CHAIN", "nowhere.delivery");

    assertThat(refused(run, "nowhere.delivery").message()).contains("no stage with name nowhere");
  }

  @Test
  @Tag("C04")
  void aSequenceWithoutTasksIsRefused() {
    CaseRun run = SHARED.run("S-CHAIN", "live.empty");

    assertThat(refused(run, "live.empty").message())
        .contains("task sequence empty does not contain any tasks");
  }

  @Test
  @Tag("C05")
  void aProjectWhoseFilesCanNotBeReadIsRefusedWithTheCause() {
    CaseRun run = CaseRun.start(SHARED.world(), "ghost", "dev.delivery", "svc", Map.of(), "");

    assertThat(refused(run, "dev.delivery").message())
        .startsWith("Unable to retrieve Shipyard file: could not retrieve shipyard.yaml for"
            + " project ghost:");
  }

  @Test
  @Tag("C01")
  @Tag("C06")
  void aShipyardThatIsBrokenOrTooOldIsRefusedWhenItIsTriggered() {
    String project = CaseRun.project(SHARED.world(), "S-CHAIN");
    SHARED.world().replaceShipyard(project, "invalid");
    CaseRun broken = CaseRun.start(SHARED.world(), project, "dev.delivery", "svc", Map.of(), "");
    assertThat(refused(broken, "dev.delivery").message()).contains("could not unmarshal shipyard");

    SHARED.world().replaceShipyard(project, "apiVersion: 0.1.7\nspec: {stages: [{name: dev}]}");
    CaseRun old = CaseRun.start(SHARED.world(), project, "dev.delivery", "svc", Map.of(), "");
    assertThat(refused(old, "dev.delivery").message()).contains("invalid shipyard version");
    assertThat(old.all("deployment.triggered")).isEmpty();
  }

  @Test
  @Tag("C08")
  void aTriggerWithoutServiceDoesNothing() {
    String project = CaseRun.project(SHARED.world(), "S-ONE");
    CaseRun run = CaseRun.start(SHARED.world(), project, "dev.seq", "", Map.of(), "");
    CaseRun whole = new CaseRun(SHARED.world(), project, run.context(), "dev", "svc");
    whole.settle();

    assertThat(whole.all("dev.seq.finished")).isEmpty();
    assertThat(whole.all("work.triggered")).isEmpty();
    assertThat(whole.stage("dev")).isEmpty();
  }

  @Test
  @Tag("D01")
  @Tag("D05")
  @Tag("D06")
  @Tag("D07")
  void whatIsNotAboutTheCurrentTaskChangesNothing() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    KeptnEvent task = run.task("work");
    run.st(task);
    Map<String, Object> stage = settled(run);
    run.send(event(run, "test.finished", "unknown"));
    run.send(event(run, "work.status.changed", task.id()));
    run.send(event(run, "evaluation.invalidated", task.id()));
    run.send(event(run, "work.triggered", ""));

    assertThat(settled(run)).isEqualTo(stage);
    assertThat(run.open("work")).hasSize(1);
    assertThat(run.all("dev.seq.finished")).isEmpty();
  }

  private static Map<String, Object> settled(CaseRun run) {
    run.settle();
    return run.stage("dev");
  }

  private static KeptnEvent event(CaseRun run, String type, String triggeredId) {
    Map<String, Object> data = new HashMap<>();
    data.put("project", run.project());
    data.put("stage", "dev");
    data.put("service", run.service());
    data.put("status", "succeeded");
    data.put("result", "pass");
    String id = UUID.randomUUID().toString();
    return KeptnEvent.of(id, "sh.keptn.event." + type, "other", Instant.now(), run.context(), data)
        .withTriggeredId(triggeredId);
  }

  @Test
  @Tag("D13")
  void anAnswerThatNamesAnotherStageStillBelongsToItsRun() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    KeptnEvent task = run.task("t1");
    run.st(task);
    run.fi(task, "fail", "succeeded", Map.of("stage", "prod"));

    assertThat(run.finished("dev.seq").stage()).isEqualTo("dev");
    run.awaitState("finished");
  }

  @Test
  @Tag("D14")
  void startedTwiceWithTheSameIdCountsOnce() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    KeptnEvent started = event(run, "work.started", run.task("work").id());
    run.send(started);
    run.send(started);
    run.fi(run.task("work"), "pass");

    run.awaitState("finished");
  }

  @Test
  void anIntegrationThatIsRestartedInTheMiddleOfATaskIsNotWaitedForTwice() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    KeptnEvent task = run.task("work");
    registerOther();
    run.send(event(run, "work.started", task.id()));
    run.send(event(run, "work.started", task.id()));
    TestPlatform.awaitUntil(() -> answers(run), answers -> answers == 2);
    registerOther();
    run.send(event(run, "work.started", task.id()));

    run.send(event(run, "work.finished", task.id()));
    run.settle();
    assertThat(run.state()).as("one of two subscriptions has answered").isEqualTo("started");
    run.send(event(run, "work.finished", task.id()));

    run.awaitState("finished");
  }

  private static int answers(CaseRun run) {
    return Json.list(Json.at(run.execution(), "status", "currentTask", "events"))
        .size();
  }

  /** The integration whose events {@link #event} makes. */
  private static void registerOther() {
    String body = "{\"name\":\"other\",\"metadata\":{\"hostname\":\"h\","
        + "\"kubernetesmetadata\":{\"namespace\":\"n\"}}}";
    ApiResponse answer = SHARED.world().call("registerIntegration", Map.of(), Map.of(), body);
    assertThat(answer.succeeded()).isTrue();
  }

  @Test
  @Tag("D16")
  void anEventWithoutSourceHurtsNobody() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    KeptnEvent task = run.task("work");
    run.st(task);
    run.send(KeptnEvent.of("", "sh.keptn.event.work.finished", "", task.time(), "", Map.of()));
    run.fi(task, "pass");

    run.awaitState("finished");
  }

  @Test
  void answersWithAnotherContextOrProjectOrWithoutOneAreIgnored() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    CaseRun other = SHARED.run("S-ONE", "dev.seq");
    KeptnEvent task = run.task("work");
    run.st(task);
    other.send(event(other, "work.finished", task.id()));
    run.send(event(
        new CaseRun(SHARED.world(), run.project(), "", "dev", "svc"), "work.finished", task.id()));
    other.settle();
    run.settle();

    assertThat(run.all("dev.seq.finished")).isEmpty();
    assertThat(Json.list(Json.at(run.execution(), "status", "currentTask", "events")))
        .hasSize(1);
  }

  @Test
  void aThousandCopiesOfOneAnswerCountOnce() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    KeptnEvent task = run.task("t1");
    KeptnEvent started = event(run, "t1.started", task.id());
    List<Future<Void>> sent = new ArrayList<>();
    for (int copy = 0; copy < 1000; copy++) {
      sent.add(SHARED.world().platform().platform().mesh().publish(started));
    }
    TestPlatform.await(Future.all(sent));
    run.fi(task, "pass");

    run.task("t2");
    assertThat(run.all("t1.started")).hasSize(1);
  }

  @Test
  void aShipyardChangedInMidRunDoesNotTouchTheRunButWhatFollows() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    run.done("t1", "pass");
    SHARED
        .world()
        .replaceShipyard(
            run.project(),
            "apiVersion: 0.2.3\nspec: {stages: [{name: dev, sequences: [{name: seq, tasks: [{name: x}]}]}]}");
    CaseRun later = CaseRun.start(SHARED.world(), run.project(), "dev.seq", "svc2", Map.of(), "");
    later.task("x");
    run.done("t2", "pass");
    run.done("t3", "pass");

    run.awaitState("finished");
    assertThat(run.all("prod.seq.triggered")).isEmpty();
  }

  @Test
  void runsOfADeletedProjectVanishAndTheirAnswersAreIgnored() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    KeptnEvent task = run.task("work");
    run.st(task);
    SHARED.world().call("deleteProject", Map.of("project", run.project()), Map.of(), "");
    run.fi(task, "pass");
    run.settle();

    assertThat(run.all("dev.seq.finished")).isEmpty();
    assertThat(run.execution()).isEmpty();
  }
}
