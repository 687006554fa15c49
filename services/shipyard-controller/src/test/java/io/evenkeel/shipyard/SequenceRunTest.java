package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs as clients see them; numbers in brackets are conformance cases. */
class SequenceRunTest {

  private static final String STAGES = """
      - name: dev
        sequences:
          - name: delivery
            tasks:
              - {name: deployment, properties: {deploymentstrategy: direct}}
              - {name: evaluation}
          - name: three
            tasks: [{name: t1}, {name: t2}, {name: t3}]
          - name: quick
            tasks: [{name: work}]
          - name: gated
            tasks: [{name: approval, properties: {pass: manual}}, {name: work}]
          - name: slow
            tasks: [{name: later, triggeredAfter: 1s}]
          - name: loop
            triggeredOn: [{event: dev.loop.finished, selector: {match: {again.result: fail}}}]
            tasks: [{name: again}]
      - name: staging
        sequences:
          - name: delivery
            triggeredOn: [{event: dev.delivery.finished}]
            tasks: [{name: deployment, properties: {deploymentstrategy: blue_green_service}}, {name: release}]
      """;

  @TempDir
  Path directory;

  private World world;

  @BeforeEach
  void start() {
    world = new World(directory, Map.of());
    assertThat(world.createProject(STAGES).status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  void carriesDataFromTaskToTaskAndStageToStage() {
    String context = world.trigger("dev.delivery", "svc", Json.parseObject("""
            {"labels":{"build":"7"},"configurationChange":{"values":{"image":"cart:1.4"}}}"""));
    KeptnEvent deployment = world.task(context, "deployment");
    world.start(deployment);
    world.answer(deployment, "finished", Json.parseObject("""
        {"labels":{"build":"7","by":"helm"},"status":"succeeded","result":"pass","message":"done",
         "deployment":{"deploymentURIsLocal":["http://cart.dev"]}}"""));
    KeptnEvent evaluation = world.task(context, "evaluation");
    world.start(evaluation);
    world.answer(evaluation, "finished", Json.parseObject("""
        {"labels":{"build":"7"},"status":"succeeded","result":"warning","message":"score 80",
         "evaluation":{"score":80}}"""));
    KeptnEvent finished = world.finished(context, "dev.delivery");
    KeptnEvent staging = world.task(context, "deployment", 2);

    assertThat(deployment.gitCommitId()).isEqualTo("head-1");
    assertThat(evaluation.data()).isEqualTo(Json.parseObject("""
            {"project":"p1","stage":"dev","service":"svc","labels":{"build":"7","by":"helm"},
             "configurationChange":{"values":{"image":"cart:1.4"}},"status":"succeeded","result":"pass",
             "message":"","deployment":{"deploymentURIsLocal":["http://cart.dev"]}}"""));
    assertThat(finished.data()).isEqualTo(Json.parseObject("""
            {"project":"p1","stage":"dev","service":"svc","labels":{"build":"7"},"status":"succeeded",
             "result":"warning","message":"score 80"}"""));
    assertThat(staging.stage()).isEqualTo("staging");
    assertThat(Json.at(staging.data(), "deployment", "deploymentstrategy"))
        .isEqualTo("blue_green_service");
    assertThat(Json.at(staging.data(), "evaluation", "score")).isEqualTo(80L);

    world.carryOut(staging, "pass");
    world.carryOut(world.task(context, "release"), "pass");
    world.awaitState(context, "finished");
    assertThat(Json.list(world.state(context).get("stages")))
        .extracting(stage -> Json.object(stage).get("state"))
        .containsExactly("succeeded", "succeeded");
  }

  @Test
  void aSecondRunOfTheScopeWaitsAndGoesOnAtOnceWhenTheFirstEnds() {
    String first = world.trigger("dev.quick");
    KeptnEvent work = world.task(first, "work");
    String second = world.trigger("dev.quick");

    world.awaitState(second, "waiting");
    assertThat(world.open("work")).hasSize(1);
    world.carryOut(work, "fail");

    world.task(second, "work");
    assertThat(world.state(second).get("state")).isEqualTo("started");
  }

  @Test
  void anotherServiceDoesNotWait() {
    world.task(world.trigger("dev.quick"), "work");
    world.task(world.trigger("dev.quick", "svc2", Map.of()), "work");

    assertThat(world.open("work")).hasSize(2);
  }

  @Test
  void anApprovalLetsOthersThroughAndQueuesUpAfterThem() {
    String gated = world.trigger("dev.gated");
    KeptnEvent approval = world.task(gated, "approval");
    world.start(approval);
    String quick = world.trigger("dev.quick");
    KeptnEvent work = world.task(quick, "work");
    world.start(work);

    world.finish(approval, "pass");
    awaitUntil(() -> world.open("approval"), List::isEmpty);
    assertThat(world.events(gated, "sh.keptn.event.work.triggered")).isEmpty();

    world.finish(work, "pass");
    world.task(gated, "work");
    world.awaitState(quick, "finished");
  }

  @Test
  void aPausedRunSendsNothingUntilItIsResumed() {
    String context = world.trigger("dev.three");
    KeptnEvent first = world.task(context, "t1");
    world.start(first);
    world.control(context, "pause");
    world.finish(first, "pass");
    awaitUntil(() -> world.open("t1"), List::isEmpty);

    assertThat(world.state(context).get("state")).isEqualTo("paused");
    assertThat(world.events(context, "sh.keptn.event.t2.triggered")).isEmpty();

    world.control(context, "resume");
    world.task(context, "t2");
    assertThat(world.state(context).get("state")).isEqualTo("started");
  }

  @Test
  void anAbortedRunIsOverAndItsLateAnswersAreIgnored() {
    String context = world.trigger("dev.three");
    KeptnEvent first = world.task(context, "t1");
    world.start(first);
    world.control(context, "abort");
    KeptnEvent finished = world.finished(context, "dev.three");
    world.finish(first, "pass");

    assertThat(finished.status()).isEqualTo("aborted");
    assertThat(finished.result()).isEqualTo("pass");
    assertThat(world.open("t1")).isEmpty();
    assertThat(world.state(context).get("state")).isEqualTo("aborted");
    assertThat(world.events(context, "sh.keptn.event.t2.triggered")).isEmpty();
  }

  @Test
  void aDelayedTaskIsSentWhenItIsDue() {
    String context = world.trigger("dev.slow");

    awaitUntil(() -> world.state(context).get("state"), "started"::equals);
    assertThat(world.open("later")).isEmpty();
    assertThat(Json.at(
            Json.object(Json.list(world.state(context).get("stages")).get(0)), "waiting", "reason"))
        .isEqualTo("delayed");
    world.task(context, "later");
  }

  @Test
  void aSequenceMayTriggerItself() {
    String context = world.trigger("dev.loop");
    world.carryOut(world.task(context, "again"), "fail");
    world.carryOut(world.task(context, "again", 2), "pass");

    world.awaitState(context, "finished");
    assertThat(world.events(context, "sh.keptn.event.again.triggered")).hasSize(2);
  }

  @Test
  void aStartThatIsRefusedLeavesAFinishedEventThatSaysWhy() {
    String context = world.trigger("dev.nope");

    KeptnEvent finished = world.finished(context, "dev.nope");

    assertThat(finished.message())
        .isEqualTo(
            "Unable to start sequence nope: no task sequence with name nope found in stage dev");
    assertThat(finished.status()).isEqualTo("errored");
    world.awaitState(context, "finished");
  }

  @Tag("P07")
  @Test
  void aRunGoesOnAfterARestart() {
    String context = world.trigger("dev.three");
    world.carryOut(world.task(context, "t1"), "pass");
    KeptnEvent second = world.task(context, "t2");
    world.start(second);
    world.close();

    world = new World(directory, Map.of());
    world.createProject("other", "apiVersion: 0.2.3\nspec: {stages: [{name: a}]}");
    world.finish(second, "pass");
    world.carryOut(world.task(context, "t3"), "pass");

    world.awaitState(context, "finished");
    assertThat(world.events(context, "sh.keptn.event.t2.triggered")).hasSize(1);
  }
}
