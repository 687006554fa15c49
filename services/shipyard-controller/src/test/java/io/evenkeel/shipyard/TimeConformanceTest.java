package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.event.KeptnEvent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases of section G: nobody answers for as long as this controller waits, half a second. */
class TimeConformanceTest {

  private static final Duration WAIT = Duration.ofMillis(500);

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.with(Map.of("TASK_STARTED_WAIT_DURATION", "500ms"));

  private static String project(String sequence) {
    String name = World.newName();
    SHARED
        .world()
        .createProject(
            name,
            "apiVersion: 0.2.3\nspec: {stages: [{name: dev, sequences: [" + sequence + "]}]}");
    return name;
  }

  private static CaseRun start(String project) {
    return CaseRun.start(SHARED.world(), project, "dev.seq", "svc", Map.of(), "");
  }

  private static void assertTimedOut(CaseRun run, String what) {
    KeptnEvent finished = run.finished("dev.seq");
    assertThat(finished.status()).isEqualTo("errored");
    assertThat(finished.result()).isEqualTo("fail");
    assertThat(finished.message()).contains(what);
    run.awaitState("timedOut");
  }

  @Test
  @Tag("G01")
  @Tag("F03")
  @Tag("G05")
  @Tag("I18")
  void aTaskNobodyAnswersTimesOutAndFreesTheScope() {
    CaseRun run = start(project("{name: seq, tasks: [{name: nobody}]}"));

    assertTimedOut(run, "sh.keptn.event.nobody.triggered");
    assertThat(run.open("nobody")).isEmpty();
    run.next("dev.seq").task("nobody");
  }

  @Test
  @Tag("G02")
  void theClockOfADelayedTaskStartsWhenItIsSent() {
    CaseRun run = start(project("{name: seq, tasks: [{name: slow, triggeredAfter: 1s}]}"));

    KeptnEvent sent = run.task("slow");
    assertTimedOut(run, "sh.keptn.event.slow.triggered");
    assertThat(sent.time()).isAfter(run.all("dev.seq.triggered").get(0).time().plusMillis(900));
    assertThat(run.finished("dev.seq").time()).isAfter(sent.time().plus(WAIT).minusMillis(50));
  }

  @Test
  void aTaskOrRunThatTakesLongerThanItMayTimesOut() {
    CaseRun task = start(project("{name: seq, tasks: [{name: work, timeout: 100ms}]}"));
    CaseRun run = start(project("{name: seq, timeout: 100ms, tasks: [{name: work}]}"));

    assertTimedOut(task, "task work was not finished within 0.1s");
    assertTimedOut(run, "it did not end within 0.1s");
  }

  @Test
  void aSelectorMayAskForWhatFollowsATimeout() {
    CaseRun run = start(project("{name: seq, tasks: [{name: nobody}]},"
        + " {name: undo, triggeredOn: [{event: dev.seq.finished,"
        + " selector: {match: {result: timedOut}}}], tasks: [{name: undo}]}"));

    assertThat(run.task("undo").result()).isEqualTo("fail");
  }
}
