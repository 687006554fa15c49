package io.evenkeel.playground.tour;

import static io.evenkeel.playground.tour.Walk.PRODUCTION;
import static io.evenkeel.playground.tour.Walk.QA;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Chapter 6: a problem in production is answered without a person. */
final class SelfHealingChapter implements Chapter {

  private static final String TRIGGER = "self_healing/remediation_trigger.json";
  private static final String REMEDIATION = "remediation";

  @Override
  public String title() {
    return "production heals itself";
  }

  @Override
  public String story() {
    return "A monitor reports that production has become slow. remediation.yaml knows an answer,\n"
        + "Helm carries it out, load and objectives tell whether it helped.";
  }

  @Override
  public void prepare(Walk walk) {
    walk.shipyard("self_healing/shipyard.yaml");
    walk.upload(PRODUCTION, "self_healing/remediation.yaml", "remediation.yaml");
    walk.upload(PRODUCTION, "self_healing/job/config.yaml", "job/config.yaml");
  }

  @Override
  public void show(Walk walk) {
    walk.expectPods(PRODUCTION, 1);
    walk.command("send event --file=" + walk.files().shown(TRIGGER));
    walk.console().line("  which is what any monitor can do:");
    walk.console()
        .command("curl --data @%s --header content-type:application/json"
                .formatted(walk.files().shown(TRIGGER))
            + " --header x-token:$EVENKEEL_API_TOKEN $EVENKEEL_ENDPOINT/v1/event");
    Run run = walk.publish(problem(walk));
    RunView view = walk.awaitEnd(run);
    walk.expect(
        "remediation.yaml has an action for the problem",
        view.ended(PRODUCTION, "get-action", "pass").isPresent(),
        view.summary(),
        walk.lookAt(run));
    walk.expect(
        "the action is carried out",
        view.ended(PRODUCTION, "action", "pass").isPresent(),
        view.summary(),
        walk.lookAt(run));
    walk.expectPods(QA, 1);
    walk.expectPods(PRODUCTION, 2);
    expectVerdict(walk, run, view);
  }

  /** A failed verdict must have started the remediation again, as the shipyard says. */
  private static void expectVerdict(Walk walk, Run run, RunView view) {
    List<Verdict> verdicts = view.verdicts();
    walk.expect("the result is judged", !verdicts.isEmpty(), view.summary(), walk.lookAt(run));
    if (verdicts.get(0).result().equals("fail")) {
      long rounds = view.sequences().stream()
          .filter(sequence -> sequence.name().equals(REMEDIATION))
          .count();
      walk.expect(
          "a verdict of fail starts the remediation again",
          rounds > 1,
          "%d round".formatted(rounds),
          walk.lookAt(run));
    }
    walk.expect(
        "production is well again",
        verdicts.stream().anyMatch(verdict -> !verdict.result().equals("fail")),
        view.summary(),
        walk.lookAt(run));
  }

  private static ObjectNode problem(Walk walk) {
    String text = new String(walk.files().content(TRIGGER), StandardCharsets.UTF_8);
    try {
      JsonNode event = new ObjectMapper().readTree(text);
      if (event instanceof ObjectNode object) {
        return object;
      }
      throw unusable(walk, "it holds no JSON object");
    } catch (JsonProcessingException malformed) {
      throw unusable(walk, malformed.getOriginalMessage());
    }
  }

  private static TourException unusable(Walk walk, String seen) {
    String file = walk.files().shown(TRIGGER);
    return new TourException(new Expectation(file + " is an event", false, seen, file));
  }
}
