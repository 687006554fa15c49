package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cases of sections F (queue, order, blocking) and G (delays). */
class QueueConformanceTest {

  @RegisterExtension
  static final SharedWorld SHARED = SharedWorld.open();

  @Test
  @Tag("F01")
  @Tag("F02")
  @Tag("F10")
  void aSecondRunWaitsAndSaysForWhomUntilTheFirstEnds() {
    CaseRun first = SHARED.run("S-ONE", "dev.seq");
    first.task("work");
    CaseRun second = first.next("dev.seq");
    second.awaitState("waiting");
    assertThat(second.all("work.triggered")).isEmpty();
    assertThat(Json.at(second.stage("dev"), "waiting", "reason")).isEqualTo("queued");
    assertThat(Json.at(second.stage("dev"), "waiting", "behind")).isEqualTo(first.context());

    first.done("work", "fail");

    second.task("work");
    second.awaitState("started");
  }

  @Test
  @Tag("F04")
  @Tag("F12")
  @Tag("F15")
  void runsGoOnInTheOrderTheyWereTriggered() {
    CaseRun first = SHARED.run("S-THREE", "dev.seq");
    first.task("t1");
    List<CaseRun> queue = new ArrayList<>(List.of(first));
    for (int number = 2; number <= 10; number++) {
      CaseRun next = first.next("dev.seq");
      next.awaitState("waiting");
      queue.add(next);
    }
    for (CaseRun active : queue) {
      KeptnEvent task = active.task("t1");
      assertThat(first.open("t1"))
          .extracting(event -> Json.object(event).get("id"))
          .containsExactly(task.id());
      active.control("abort");
    }
    assertThat(first.open("t1")).isEmpty();
  }

  @Test
  @Tag("F05")
  @Tag("F06")
  @Tag("F07")
  @Tag("F19")
  void anApprovalLetsAnotherRunThroughAndWaitsForItAfterwards() {
    CaseRun gated = SHARED.run("S-APPR", "dev.gated");
    KeptnEvent approval = gated.task("approval");
    gated.st(approval);
    awaitUntil(() -> Json.at(gated.stage("dev"), "waiting", "reason"), "approval"::equals);
    CaseRun quick = gated.next("dev.quick");
    KeptnEvent work = quick.task("work");
    assertThat(quick.state()).isEqualTo("started");
    quick.st(work);
    gated.fi(approval, "pass");
    gated.settle();
    assertThat(gated.all("work.triggered")).isEmpty();

    quick.fi(work, "pass");

    gated.task("work");
    quick.awaitState("finished");
  }

  @Test
  @Tag("F20")
  void runsThatWaitForEachOtherGoOnOneAfterTheOther() {
    CaseRun quick = SHARED.run("S-APPR", "dev.gated");
    KeptnEvent first = quick.task("approval");
    quick.st(first);
    CaseRun other = quick.next("dev.gated");
    KeptnEvent second = other.task("approval");
    other.st(second);
    CaseRun between = quick.next("dev.quick");
    between.task("work");
    quick.fi(first, "pass");
    quick.settle();
    other.fi(second, "pass");
    other.settle();

    between.done("work", "pass");

    quick.done("work", "pass");
    other.done("work", "pass");
    other.awaitState("finished");
  }

  @Test
  void aWaitingExecutionSaysBehindWhichRunItWaitsAndSinceWhen() {
    CaseRun first = SHARED.run("S-ONE", "dev.seq");
    first.task("work");
    CaseRun second = first.next("dev.seq");
    second.awaitState("waiting");

    assertThat(Json.object(second.execution().get("waiting")))
        .containsEntry("reason", "queued")
        .containsEntry("behind", first.context())
        .containsKey("since");
  }

  @Test
  @Tag("G13")
  void anUnreadableDelayIsNone() {
    SHARED.run("S-ODD", "dev.nonsense").task("work");
  }

  @Test
  @Tag("G04")
  void aDelayedTaskIsNotSentBeforeAndNotAtAllOnceAborted() {
    CaseRun run = SHARED.run("S-DELAY", "dev.seq");
    run.awaitState("started");
    assertThat(run.open("slow")).isEmpty();
    assertThat(Json.at(run.stage("dev"), "waiting", "reason")).isEqualTo("delayed");
    assertThat(Json.at(run.stage("dev"), "waiting", "until")).isNotNull();
    assertThat(Json.at(run.stage("dev"), "latestEvent", "type"))
        .isEqualTo("sh.keptn.event.slow.triggered");

    run.control("abort");

    assertThat(run.state()).isEqualTo("aborted");
    assertThat(run.finished("dev.seq").status()).isEqualTo("aborted");
    assertThat(run.all("slow.triggered")).isEmpty();
  }
}
