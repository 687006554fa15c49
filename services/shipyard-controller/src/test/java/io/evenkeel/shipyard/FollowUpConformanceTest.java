package io.evenkeel.shipyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.event.KeptnEvent;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases of section B (what follows); a tag is the case's id. */
class FollowUpConformanceTest {

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  @Test
  @Tag("B01")
  void successTriggersWhatHasNoSelector() {
    CaseRun run = SHARED.run("S-OUT", "dev.seq");
    run.done("work", "pass");

    run.task("note-good");
    assertThat(run.all("dev.bad.triggered")).isEmpty();
  }

  @Test
  @Tag("B02")
  void failureTriggersWhatSelectsIt() {
    CaseRun run = SHARED.run("S-OUT", "dev.seq");
    run.done("work", "fail");

    run.task("note-bad");
    assertThat(run.all("dev.good.triggered")).isEmpty();
  }

  @Test
  @Tag("B08")
  @Tag("B09")
  @Tag("B11")
  void onlyTheLastTaskCountsLiterallyAndOneHitIsEnough() {
    CaseRun run = SHARED.run("S-ODD", "dev.judged");
    run.done("evaluation", "warning");
    run.done("release", "pass");

    run.task("either");
    assertThat(run.all("dev.warned.triggered")).isEmpty();
    assertThat(run.all("dev.misspelt.triggered")).isEmpty();
  }

  @Test
  @Tag("B13")
  @Tag("B14")
  void aSequenceMayTriggerItselfUntilItsSelectorNoLongerMatches() {
    CaseRun run = SHARED.run("S-LOOP", "dev.seq");
    KeptnEvent first = run.done("work", "fail");
    KeptnEvent second = run.done("work", 2, "pass");
    run.done("more", "fail");

    run.awaitState("finished");
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(run.all("dev.seq.triggered")).hasSize(2);
  }

  @Test
  @Tag("B15")
  void anErrorWithResultPassEndsEarlyAndIsFollowed() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    KeptnEvent task = run.task("t1");
    run.st(task);
    run.fi(task, "pass", "errored", Map.of());

    run.task("t4");
    assertThat(run.finished("dev.seq").status()).isEqualTo("errored");
    assertThat(run.finished("dev.seq").result()).isEqualTo("pass");
    assertThat(run.all("t2.triggered")).isEmpty();
  }

  @Test
  @Tag("B21")
  void anEvaluationOfTheFileWinsOverTheBuiltInOne() {
    CaseRun run = SHARED.run("S-ODD", "dev.evaluation");

    run.task("x");
    assertThat(run.all("evaluation.triggered")).isEmpty();
  }
}
