package io.evenkeel.playground.tour;

import static io.evenkeel.playground.tour.Walk.PRODUCTION;
import static io.evenkeel.playground.tour.Walk.QA;
import static io.evenkeel.playground.tour.Walk.SLOW;

import java.util.List;

/** Chapter 5: the gate stops a version that is too slow. */
final class SlowVersionChapter implements Chapter {

  @Override
  public String title() {
    return "a slow version meets the gate";
  }

  @Override
  public String story() {
    return "%s needs several times as long for a request. Nobody has to notice that."
        .formatted(SLOW);
  }

  @Override
  public void prepare(Walk walk) {
    // The files of the earlier chapters are all it takes.
  }

  @Override
  public void show(Walk walk) {
    List<String> before = images(walk);
    Run run = walk.deliver(SLOW);
    RunView view = walk.awaitEnd(run);
    walk.expect(
        "the gate stops it in qa",
        walk.verdicts().stream().anyMatch(verdict -> verdict.result().equals("fail")),
        view.summary(),
        walk.lookAt(run));
    walk.expect(
        "production never hears of it",
        !view.reached(PRODUCTION),
        view.summary(),
        walk.lookAt(run));
    walk.expect(
        "production still runs what it ran before",
        images(walk).equals(before) && before.stream().noneMatch(image -> image.endsWith(SLOW)),
        "before %s, now %s".formatted(before, images(walk)),
        "kubectl get pods --namespace=%s-%s".formatted(Walk.PROJECT, PRODUCTION));
    walk.expectPods(QA, 1);
    walk.expectPods(PRODUCTION, 1);
  }

  private static List<String> images(Walk walk) {
    return walk.pods(PRODUCTION).stream().map(Pod::image).distinct().sorted().toList();
  }
}
