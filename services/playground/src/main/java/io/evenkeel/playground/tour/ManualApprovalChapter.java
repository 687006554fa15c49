package io.evenkeel.playground.tour;

import static io.evenkeel.playground.tour.Walk.GOOD;
import static io.evenkeel.playground.tour.Walk.PRODUCTION;
import static io.evenkeel.playground.tour.Walk.PROJECT;
import static io.evenkeel.playground.tour.Walk.QA;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Chapter 2: a delivery that waits for a person before production. */
final class ManualApprovalChapter implements Chapter {

  private static final String TRIGGERED = "sh.keptn.event.approval.triggered";

  @Override
  public String title() {
    return "delivery, with a person's approval";
  }

  @Override
  public String story() {
    return "Helm deploys to qa, a load tests it, and then somebody is asked.";
  }

  @Override
  public void prepare(Walk walk) {
    walk.shipyard("add_approval/shipyard.yaml");
  }

  @Override
  public void show(Walk walk) {
    Run run = walk.deliver(GOOD);
    RunView view = walk.await(run, seen -> seen.open(PRODUCTION, "approval").isPresent());
    walk.expectPassed(run, view, QA, "delivery");
    walk.expect(
        "the run waits for an approval in production",
        view.open(PRODUCTION, "approval").isPresent(),
        view.summary(),
        walk.lookAt(run));
    approve(walk, run);
    view = walk.await(run, seen -> seen.ended(PRODUCTION, "delivery").isPresent());
    walk.expectPassed(run, view, PRODUCTION, "delivery");
    walk.expectPods(QA, 1);
    walk.expectPods(PRODUCTION, 1);
  }

  private static void approve(Walk walk, Run run) {
    JsonNode approval = openApproval(walk, run);
    String id = approval.path("id").asText();
    walk.command("send event approval.finished --project=%s --stage=%s --id=%s"
        .formatted(PROJECT, PRODUCTION, id));
    ObjectNode data = Walk.data(PRODUCTION).put("status", "succeeded").put("result", "pass");
    ObjectNode event = Walk.event("sh.keptn.event.approval.finished", data);
    event.put("shkeptncontext", run.context()).put("triggeredid", id);
    walk.publish(event);
  }

  private static JsonNode openApproval(Walk walk, Run run) {
    String path = "/controlPlane/v1/event/triggered/%s?project=%s&stage=%s&pageSize=100"
        .formatted(TRIGGERED, PROJECT, PRODUCTION);
    JsonNode open = walk.api().get(path);
    for (JsonNode event : open.path("events")) {
      if (event.path("shkeptncontext").asText().equals(run.context())) {
        return event;
      }
    }
    throw new TourException(new Expectation(
        "the approval is listed as open", false, open.toString(), walk.lookAt(run)));
  }
}
