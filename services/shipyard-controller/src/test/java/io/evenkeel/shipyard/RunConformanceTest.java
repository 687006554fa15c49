package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.kit.ApiResponse;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases of section A (running a sequence); a tag is the case's id. */
class RunConformanceTest {

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  @Test
  @Tag("A01")
  @Tag("A02")
  @Tag("A03")
  @Tag("A04")
  @Tag("A05")
  @Tag("A06")
  void aDeliveryCarriesItsDataThroughItsTasksToTheNextStage() {
    CaseRun run = CaseRun.start(
        SHARED.world(),
        CaseRun.project(SHARED.world(), "S-CHAIN"),
        "dev.delivery",
        "svc",
        Json.parseObject("""
            {"configurationChange":{"values":{"image":"svc"}},
             "deployment":{"deploymentURIsPublic":["u0"]}}"""),
        "c-1");
    KeptnEvent deployment = run.task("deployment");
    assertThat(deployment.source()).isEqualTo("shipyard-controller");
    assertThat(deployment.gitCommitId()).isEqualTo("c-1");
    assertThat(Json.at(deployment.data(), "deployment", "strategy")).isEqualTo("direct");
    assertThat(Json.at(deployment.data(), "deployment", "deploymentURIsPublic"))
        .isEqualTo(List.of("u0"));
    run.st(deployment);
    run.settle();
    assertThat(run.open("deployment")).hasSize(1);
    assertThat(run.all("test.triggered")).isEmpty();

    run.fi(deployment, "pass", "succeeded", Json.parseObject("""
        {"deployment":{"deploymentURIsLocal":["l1","l2"],"deploymentURIsPublic":["p1","p2"],
         "deploymentNames":["n"]}}"""));
    KeptnEvent test = run.task("test");
    assertThat(test.gitCommitId()).isEqualTo("c-1");
    assertThat(Json.at(test.data(), "deployment", "deploymentURIsPublic"))
        .isEqualTo(List.of("p1", "p2", "u0"));
    assertThat(Json.at(test.data(), "configurationChange", "values", "image")).isEqualTo("svc");
    assertThat(run.open("deployment")).isEmpty();
    run.st(test);
    run.fi(test, "pass", "succeeded", Map.of("test", Map.of("start", "s", "end", "e")));

    KeptnEvent evaluation = run.task("evaluation");
    assertThat(Json.at(evaluation.data(), "test", "start")).isEqualTo("s");
    assertThat(Json.at(evaluation.data(), "deployment", "deploymentNames")).isEqualTo(List.of("n"));
    run.done("evaluation", "warning");
    run.done("release", "pass");
    KeptnEvent next = run.task("deployment", 2);
    assertThat(next.stage()).isEqualTo("qa");
    assertThat(run.finished("dev.delivery").result()).isEqualTo("pass");
    assertThat(run.finished("dev.delivery").triggeredId())
        .isEqualTo(run.all("dev.delivery.triggered").get(0).id());
    assertThat(run.all("qa.delivery.triggered")).hasSize(1);
  }

  @Test
  @Tag("A10")
  @Tag("A11")
  void twoExecutorsOfATaskHaveToFinishBoth() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    KeptnEvent task = run.task("t1");
    run.st(task);
    run.st(task);
    run.fi(task, "pass");
    run.settle();
    assertThat(run.all("t2.triggered")).isEmpty();

    run.fi(task, "pass");

    run.task("t2");
    assertThat(run.all("t2.triggered")).hasSize(1);
  }

  @Test
  @Tag("A12")
  void finishedMayComeBeforeStarted() {
    CaseRun run = SHARED.run("S-CHAIN", "dev.delivery");
    KeptnEvent deployment = run.task("deployment");
    run.fi(deployment, "pass", "succeeded", Map.of("deployment", Map.of("uris", List.of("l"))));
    run.settle();
    assertThat(run.all("test.triggered")).isEmpty();
    assertThat(Json.at(run.stage("dev"), "waiting", "reason")).isEqualTo("unstarted");

    run.st(deployment);

    assertThat(Json.at(run.task("test").data(), "deployment", "uris")).isEqualTo(List.of("l"));
    assertThat(run.all("test.triggered")).hasSize(1);
  }

  @Test
  @Tag("A16")
  void aFailureTriggersWhatWaitsForOne() {
    CaseRun run = SHARED.run("S-CHAIN", "dev.delivery");
    run.done("deployment", "fail");

    run.task("rollback");
    assertThat(run.all("qa.delivery.triggered")).isEmpty();
  }

  @Test
  @Tag("A17")
  void aTaskMayAppearTwice() {
    CaseRun run = SHARED.run("S-DUP", "dev.seq");
    KeptnEvent first = run.done("deployment", "pass");
    KeptnEvent second = run.done("deployment", 2, "pass");

    assertThat(second.id()).isNotEqualTo(first.id());
    run.task("evaluation");
  }

  @Test
  @Tag("A19")
  @Tag("A20")
  void servicesDoNotWaitForEachOtherButForThemselves() {
    String project = CaseRun.project(SHARED.world(), "S-ONE");
    CaseRun one = CaseRun.start(SHARED.world(), project, "dev.seq", "svc", Map.of(), "");
    CaseRun two = CaseRun.start(SHARED.world(), project, "dev.seq", "svc2", Map.of(), "");
    one.task("work");
    two.task("work");
    CaseRun third = two.next("dev.seq");
    third.awaitState("waiting");
    one.done("work", "pass");
    one.awaitState("finished");

    assertThat(two.state()).isEqualTo("started");
    assertThat(third.all("work.triggered")).isEmpty();
    assertThat(one.open("work")).hasSize(1);
  }

  @Test
  @Tag("A21")
  void anUnknownStatusAndResultEndTheSequence() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    KeptnEvent task = run.task("t1");
    run.st(task);
    run.fi(task, "odd", "odd", Map.of());

    KeptnEvent finished = run.finished("dev.seq");
    assertThat(finished.result()).isEqualTo("fail");
    assertThat(finished.status()).isEqualTo("unknown");
    assertThat(run.all("t2.triggered")).isEmpty();
    run.awaitState("finished");
  }

  @Test
  @Tag("A24")
  void everyTaskIsPinnedToTheHeadOfItsStage() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    run.done("t1", "pass");

    assertThat(run.task("t1").gitCommitId()).isEqualTo("head-1");
    assertThat(run.task("t2").gitCommitId()).isEqualTo("head-1");
  }

  @Test
  @Tag("A25")
  void aStageWhoseHeadIsUnknownRunsWithoutACommit() {
    String project = CaseRun.project(SHARED.world(), "S-THREE");
    SHARED
        .world()
        .resources()
        .answer(
            "getHeads",
            asked ->
                asked.path("project").equals(project) && !asked.path("stage").isEmpty(),
            ApiResponse.error(500, "no metadata.yaml"));
    CaseRun run = CaseRun.start(SHARED.world(), project, "dev.seq", "svc", Map.of(), "");

    assertThat(run.task("t1").gitCommitId()).isEmpty();
  }

  @Test
  @Tag("A26")
  void labelsGatherInThePayloadAndTheEndHasThoseOfTheLastEvent() {
    CaseRun run = CaseRun.start(
        SHARED.world(),
        CaseRun.project(SHARED.world(), "S-THREE"),
        "dev.seq",
        "svc",
        Map.of("labels", Map.of("a", "1")),
        "");
    KeptnEvent first = run.task("t1");
    run.st(first);
    run.fi(first, "pass", "succeeded", Map.of("labels", Map.of("b", "2")));

    assertThat(run.task("t2").labels()).isEqualTo(Map.of("a", "1", "b", "2"));
    KeptnEvent second = run.task("t2");
    run.st(second);
    run.fi(second, "fail", "succeeded", Map.of("labels", Map.of("c", "3")));
    assertThat(run.finished("dev.seq").labels()).isEqualTo(Map.of("c", "3"));
  }

  @Test
  @Tag("A28")
  void onlyAMapOfPropertiesBecomesABlock() {
    CaseRun run = SHARED.run("S-ODD", "dev.blocks");

    assertThat(run.done("t1", "pass").data().get("t1")).isEqualTo(Map.of());
    assertThat(run.done("t2", "pass").data()).doesNotContainKey("t2");
    assertThat(run.task("t3").data()).doesNotContainKey("t3");
  }

  @Test
  @Tag("P08")
  void anEventDeliveredTwiceCountsOnce() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    KeptnEvent task = run.task("work");
    run.st(task);
    KeptnEvent finished = task.answer(
        "finished",
        "executor",
        task.time(),
        Map.of(
            "project",
            run.project(),
            "stage",
            "dev",
            "service",
            "svc",
            "result",
            "pass",
            "status",
            "succeeded"));
    run.send(finished);
    run.send(finished);

    run.awaitState("finished");
    assertThat(run.all("dev.seq.finished")).hasSize(1);
  }
}
