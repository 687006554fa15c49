package io.evenkeel.playground.tour;

import static io.evenkeel.playground.tour.Walk.GOOD;
import static io.evenkeel.playground.tour.Walk.PRODUCTION;
import static io.evenkeel.playground.tour.Walk.QA;

/** Chapter 4: production is tested and judged after its deployment. */
final class ReleaseValidationChapter implements Chapter {

  @Override
  public String title() {
    return "the release is validated in production";
  }

  @Override
  public String story() {
    return "The same load and the same objectives, now where it matters.";
  }

  @Override
  public void prepare(Walk walk) {
    walk.shipyard("release_validation/shipyard.yaml");
    walk.upload(PRODUCTION, "quality_gated_release/slo.yaml", "slo.yaml");
  }

  @Override
  public void show(Walk walk) {
    Run run = walk.deliver(GOOD);
    RunView view = walk.await(run, seen -> seen.ended(PRODUCTION, "delivery").isPresent());
    walk.expectPassed(run, view, QA, "delivery");
    walk.expectPassed(run, view, PRODUCTION, "delivery");
    walk.expect(
        "production was judged as well",
        walk.verdicts().stream().anyMatch(verdict -> verdict.stage().equals(PRODUCTION)),
        view.summary(),
        walk.lookAt(run));
    walk.expectPods(QA, 1);
    walk.expectPods(PRODUCTION, 1);
  }
}
