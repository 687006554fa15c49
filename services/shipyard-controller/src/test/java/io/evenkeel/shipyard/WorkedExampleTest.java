package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A run over two stages to the last member of every event, as in sequences.md §3.15. */
class WorkedExampleTest {

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  private static final String SHIPYARD = """
      apiVersion: spec.keptn.sh/0.2.3
      spec:
        stages:
          - name: dev
            sequences:
              - name: delivery
                tasks:
                  - {name: deployment, properties: {deploymentstrategy: direct}}
                  - {name: evaluation}
          - name: staging
            sequences:
              - name: delivery
                triggeredOn: [{event: dev.delivery.finished}]
                tasks:
                  - {name: deployment, properties: {deploymentstrategy: blue_green_service}}
                  - {name: release}
          - name: fan
            sequences:
              - name: one
                triggeredOn: [{event: staging.delivery.finished}]
                tasks: [{name: first}]
              - name: two
                triggeredOn: [{event: staging.delivery.finished, selector: {match: {result: pass}}}]
                tasks: [{name: second}]
      """;
  private static final String CHANGE = "'configurationChange':{'values':{'image':'cart:1.4'}}";

  @Test
  void everyEventCarriesWhatTheContractSaysAndNothingElse() {
    CaseRun run = run();
    KeptnEvent deployment = run.task("deployment");
    assertData(
        run,
        deployment,
        "dev",
        CHANGE + ",'deployment':{'deploymentstrategy':'direct'},'labels':{'build':'7'}");
    finish(
        run,
        deployment,
        "pass",
        "'labels':{'build':'7','by':'helm'},'message':'done',"
            + "'deployment':{'deploymentstrategy':'direct','deploymentNames':['direct'],"
            + "'deploymentURIsLocal':['http://cart.dev']}");
    String deployed = "'deployment':{'deploymentNames':['direct'],"
        + "'deploymentURIsLocal':['http://cart.dev'],'deploymentstrategy':'%s'}";
    String carried =
        CHANGE + ",'labels':{'build':'7','by':'helm'},'message':''," + "'status':'succeeded',";
    KeptnEvent evaluation = run.task("evaluation");
    assertData(run, evaluation, "dev", carried + "'result':'pass'," + deployed.formatted("direct"));

    finish(
        run,
        evaluation,
        "warning",
        "'labels':{'build':'7'},'message':'score 80',"
            + "'evaluation':{'score':80,'result':'warning'}");

    KeptnEvent end = run.finished("dev.delivery");
    assertData(
        run,
        end,
        "dev",
        "'labels':{'build':'7'},'message':'score 80'," + "'status':'succeeded','result':'warning'");
    assertThat(end.triggeredId())
        .isEqualTo(run.all("dev.delivery.triggered").get(0).id());
    assertThat(end.gitCommitId()).isEmpty();
    String judged = carried + "'result':'warning','evaluation':{'score':80,'result':'warning'},";
    KeptnEvent second = run.task("deployment", 2);
    KeptnEvent followUp = run.all("staging.delivery.triggered").get(0);
    assertData(run, followUp, "staging", judged + deployed.formatted("direct"));
    assertThat(followUp.triggeredId()).isEmpty();
    assertThat(followUp.gitCommitId()).isEmpty();
    assertData(run, second, "staging", judged + deployed.formatted("blue_green_service"));
    assertThat(second.gitCommitId()).isNotEmpty();
  }

  @Test
  void urisOfTheNewestDeploymentComeFirstAndBothFollowUpsOfOneStageEnd() {
    CaseRun run = run();
    finish(run, run.task("deployment"), "pass", "'deployment':{'uris':['dev']}");
    finish(run, run.task("evaluation"), "pass", "'evaluation':{}");
    finish(run, run.task("deployment", 2), "pass", "'deployment':{'uris':['staging']}");
    KeptnEvent release = run.task("release");
    assertThat(Json.at(release.data(), "deployment", "uris")).isEqualTo(List.of("staging", "dev"));

    finish(run, release, "pass", "'x':1");

    finish(run, run.task("first"), "pass", "'x':2");
    finish(run, run.task("second"), "pass", "'x':3");
    run.finished("fan.two");
    run.awaitState("finished");
    assertThat(run.all("fan.one.finished")).hasSize(1);
  }

  private static CaseRun run() {
    String project = World.newName();
    assertThat(SHARED.world().createProject(project, SHIPYARD).status()).isEqualTo(201);
    return CaseRun.start(
        SHARED.world(),
        project,
        "dev.delivery",
        "cart",
        json("{'labels':{'build':'7'}," + CHANGE + "}"),
        "");
  }

  private static void finish(CaseRun run, KeptnEvent task, String result, String more) {
    run.st(task);
    run.fi(task, result, "succeeded", json("{" + more + "}"));
  }

  private static void assertData(CaseRun run, KeptnEvent event, String stage, String more) {
    String scope = "{'project':'%s','stage':'%s','service':'cart',".formatted(run.project(), stage);
    assertThat(event.data()).as(event.type()).isEqualTo(json(scope + more + "}"));
    assertThat(event.source()).isEqualTo("shipyard-controller");
  }

  private static Map<String, Object> json(String text) {
    return Json.parseObject(text.replace('\'', '"'));
  }
}
