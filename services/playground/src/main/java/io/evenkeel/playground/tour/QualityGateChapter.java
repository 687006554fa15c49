package io.evenkeel.playground.tour;

import static io.evenkeel.playground.tour.Walk.GOOD;
import static io.evenkeel.playground.tour.Walk.PRODUCTION;
import static io.evenkeel.playground.tour.Walk.QA;

/** Chapter 3: objectives decide instead of a person. */
final class QualityGateChapter implements Chapter {

  @Override
  public String title() {
    return "a quality gate, and approval without a person";
  }

  @Override
  public String story() {
    return "What the load measured is compared with the objectives of slo.yaml.\n"
        + "A good score is approval enough.";
  }

  @Override
  public void prepare(Walk walk) {
    walk.shipyard("quality_gated_release/shipyard.yaml");
    walk.upload(QA, "quality_gated_release/slo.yaml", "slo.yaml");
  }

  @Override
  public void show(Walk walk) {
    Run run = walk.deliver(GOOD);
    RunView view = walk.await(run, seen -> seen.ended(PRODUCTION, "delivery").isPresent());
    walk.expectPassed(run, view, QA, "delivery");
    walk.expect(
        "the gate in qa has judged", !walk.verdicts().isEmpty(), view.summary(), walk.lookAt(run));
    walk.expect(
        "production was approved automatically",
        view.ended(PRODUCTION, "approval", "pass").isPresent(),
        view.summary(),
        walk.lookAt(run));
    walk.expectPassed(run, view, PRODUCTION, "delivery");
    walk.expectPods(QA, 1);
    walk.expectPods(PRODUCTION, 1);
  }
}
