package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases of section H (control). */
class ControlConformanceTest {

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  @Test
  @Tag("H01")
  @Tag("H03")
  @Tag("H18")
  void anAbortEndsARunAtOnceAndItsLateAnswersAreIgnored() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    KeptnEvent task = run.task("t1");
    run.st(task);

    assertThat(run.control("abort").object()).isEmpty();

    assertThat(run.state()).isEqualTo("aborted");
    assertThat(run.open("t1")).isEmpty();
    assertThat(run.openAnswer("t1")).doesNotContainKey("totalCount");
    assertThat(run.finished("dev.seq").status()).isEqualTo("aborted");
    assertThat(run.finished("dev.seq").result()).isEqualTo("pass");
    run.fi(task, "pass");
    run.settle();
    assertThat(run.all("t2.triggered")).isEmpty();
    assertThat(run.stage("dev").get("state")).isEqualTo("aborted");
  }

  @Test
  @Tag("H02")
  void aWaitingRunThatIsAbortedNeverStarts() {
    CaseRun first = SHARED.run("S-ONE", "dev.seq");
    first.task("work");
    CaseRun second = first.next("dev.seq");
    second.awaitState("waiting");
    second.control("abort");
    first.done("work", "pass");
    first.awaitState("finished");

    assertThat(second.state()).isEqualTo("aborted");
    assertThat(second.all("work.triggered")).isEmpty();
  }

  @Test
  @Tag("H06")
  void aPausedRunLetsTheNextOneStart() {
    CaseRun first = SHARED.run("S-ONE", "dev.seq");
    first.st(first.task("work"));
    first.control("pause");
    CaseRun second = first.next("dev.seq");

    second.task("work");
    assertThat(first.state()).isEqualTo("paused");
    assertThat(second.state()).isEqualTo("started");
  }

  @Test
  @Tag("H08")
  @Tag("I03")
  void anAbortFreesTheScopesOfAllStages() {
    CaseRun first = SHARED.run("S-FAN", "dev.seq");
    first.done("work", "pass");
    first.task("work", 3);
    awaitUntil(() -> Json.list(first.document().get("stages")).size(), size -> size == 3);
    assertThat(Json.at(first.stage("a"), "latestEvent", "type"))
        .isEqualTo("sh.keptn.event.work.triggered");
    CaseRun second = first.next("dev.seq");
    second.done("work", "pass");
    second.finished("dev.seq");
    assertThat(second.all("work.triggered")).hasSize(1);

    first.control("abort");

    second.task("work", 3);
    assertThat(first.state()).isEqualTo("aborted");
  }

  @Test
  @Tag("H09")
  @Tag("F18")
  void aPausedRunSendsNoFurtherTaskUntilItIsResumed() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    KeptnEvent first = run.task("t1");
    run.st(first);
    run.control("pause");
    run.fi(first, "pass");
    awaitUntil(() -> run.open("t1"), List::isEmpty);
    assertThat(run.state()).isEqualTo("paused");
    assertThat(run.all("t2.triggered")).isEmpty();
    assertThat(Json.at(run.stage("dev"), "waiting", "reason")).isEqualTo("paused");
    assertThat(Json.at(run.stage("dev"), "latestEvent", "type"))
        .isEqualTo("sh.keptn.event.t2.triggered");

    run.control("resume");

    run.task("t2");
    assertThat(run.state()).isEqualTo("started");
  }

  @Test
  @Tag("H11")
  void aStageCanBePausedAlone() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    run.task("t1");
    run.control("pause", "dev");

    assertThat(run.stage("dev").get("state")).isEqualTo("paused");
    assertThat(run.state()).isEqualTo("started");
  }

  @Test
  void aResumedStageIsShownAsStartedUntilItsNextEvent() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    KeptnEvent first = run.task("t1");
    run.st(first);
    run.control("pause", "dev");
    run.fi(first, "pass");
    awaitUntil(() -> run.open("t1"), List::isEmpty);
    assertThat(run.stage("dev").get("state")).isEqualTo("triggered");
    assertThat(run.all("t2.triggered")).isEmpty();
    assertThat(run.state()).isEqualTo("started");

    run.control("resume", "dev");

    KeptnEvent second = run.task("t2");
    assertThat(run.stage("dev").get("state")).isEqualTo("started");
    run.st(second);
    awaitUntil(() -> run.stage("dev").get("state"), "triggered"::equals);
  }

  @Test
  void aRunThatEndsWhilePausedStaysEnded() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    run.done("t1", "pass");
    KeptnEvent second = run.task("t2");
    run.st(second);
    run.control("pause");
    run.fi(second, "fail");
    run.finished("dev.seq");
    run.control("resume");

    assertThat(run.state()).isEqualTo("finished");
  }

  @Test
  @Tag("H05")
  void aRunThatIsAbortedLeavesItsPlaceInTheQueueInTheSameStep() {
    CaseRun first = SHARED.run("S-ONE", "dev.seq");
    first.task("work");
    CaseRun second = first.next("dev.seq");
    second.awaitState("waiting");
    CaseRun third = first.next("dev.seq");
    third.awaitState("waiting");

    assertThat(second.control("abort").status()).isEqualTo(200);

    assertThat(second.state()).isEqualTo("aborted");
    assertThat(second.execution()).doesNotContainKey("waiting");
    first.done("work", "pass");
    third.task("work");
    assertThat(Json.at(third.execution(), "waiting", "reason")).isEqualTo("unanswered");
  }

  @Test
  @Tag("H12")
  @Tag("H14")
  void aPauseOfTheWholeContextHoldsWhateverIsTriggeredInItUntilItIsResumed() {
    CaseRun run = SHARED.run("S-THREE", "dev.seq");
    run.task("t1");
    run.control("pause");
    run.trigger("prod.seq", Map.of(), "");
    run.settle();
    assertThat(run.all("t4.triggered")).isEmpty();

    run.control("resume");

    run.task("t4");
    assertThat(run.state()).isEqualTo("started");
  }

  @Test
  @Tag("H16")
  void anUnknownCommandChangesNothing() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    run.task("work");

    assertThat(run.control("foo").status()).isEqualTo(200);
    assertThat(run.state()).isEqualTo("started");
  }

  @Test
  void whatIsOverStaysAsItIsWhateverIsAsked() {
    CaseRun run = SHARED.run("S-ONE", "dev.seq");
    run.done("work", "pass");
    run.awaitState("finished");
    for (String command : List.of("pause", "resume", "abort")) {
      assertThat(run.control(command).status()).isEqualTo(200);
      assertThat(run.state()).isEqualTo("finished");
    }
  }
}
