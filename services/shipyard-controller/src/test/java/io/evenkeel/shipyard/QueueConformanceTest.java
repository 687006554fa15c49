package io.evenkeel.shipyard;

import static io.evenkeel.testkit.TestPlatform.awaitUntil;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases of sections F (queue, order, blocking) and H (control). */
class QueueConformanceTest {

  private static World world;

  @BeforeAll
  static void start(@TempDir Path directory) {
    world = new World(directory, Map.of());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  private static CaseRun run(String shipyard, String sequence) {
    return CaseRun.of(world, shipyard, sequence);
  }

  @Test
  @Tag("F01")
  @Tag("F02")
  @Tag("F10")
  void aSecondRunWaitsAndSaysForWhomUntilTheFirstEnds() {
    CaseRun first = run("S-ONE", "dev.seq");
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
    CaseRun first = run("S-THREE", "dev.seq");
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
    CaseRun gated = run("S-APPR", "dev.gated");
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
  @Tag("H01")
  @Tag("H03")
  @Tag("H18")
  void anAbortEndsARunAtOnceAndItsLateAnswersAreIgnored() {
    CaseRun run = run("S-THREE", "dev.seq");
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
    CaseRun first = run("S-ONE", "dev.seq");
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
    CaseRun first = run("S-ONE", "dev.seq");
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
    CaseRun first = run("S-FAN", "dev.seq");
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
    CaseRun run = run("S-THREE", "dev.seq");
    KeptnEvent first = run.task("t1");
    run.st(first);
    run.control("pause");
    run.fi(first, "pass");
    awaitUntil(() -> run.open("t1"), List::isEmpty);
    assertThat(run.state()).isEqualTo("paused");
    assertThat(run.all("t2.triggered")).isEmpty();
    assertThat(Json.at(run.stage("dev"), "waiting", "reason")).isEqualTo("paused");

    run.control("resume");

    run.task("t2");
    assertThat(run.state()).isEqualTo("started");
  }

  @Test
  @Tag("H11")
  void aStageCanBePausedAlone() {
    CaseRun run = run("S-THREE", "dev.seq");
    run.task("t1");
    run.control("pause", "dev");

    assertThat(run.stage("dev").get("state")).isEqualTo("paused");
    assertThat(run.state()).isEqualTo("started");
  }

  @Test
  void aRunThatEndsWhilePausedStaysEnded() {
    CaseRun run = run("S-THREE", "dev.seq");
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
  @Tag("H16")
  void anUnknownCommandChangesNothing() {
    CaseRun run = run("S-ONE", "dev.seq");
    run.task("work");

    assertThat(run.control("foo").status()).isEqualTo(200);
    assertThat(run.state()).isEqualTo("started");
  }

  @Test
  void whatIsOverStaysAsItIsWhateverIsAsked() {
    CaseRun run = run("S-ONE", "dev.seq");
    run.done("work", "pass");
    run.awaitState("finished");
    for (String command : List.of("pause", "resume", "abort")) {
      assertThat(run.control(command).status()).isEqualTo(200);
      assertThat(run.state()).isEqualTo("finished");
    }
  }

  @Test
  @Tag("G13")
  void anUnreadableDelayIsNone() {
    run("S-ODD", "dev.nonsense").task("work");
  }

  @Test
  @Tag("G04")
  void aDelayedTaskIsNotSentBeforeAndNotAtAllOnceAborted() {
    CaseRun run = run("S-DELAY", "dev.seq");
    run.awaitState("started");
    assertThat(run.open("slow")).isEmpty();
    assertThat(Json.at(run.stage("dev"), "waiting", "reason")).isEqualTo("delayed");
    assertThat(Json.at(run.stage("dev"), "waiting", "until")).isNotNull();

    run.control("abort");

    assertThat(run.state()).isEqualTo("aborted");
    assertThat(run.finished("dev.seq").status()).isEqualTo("aborted");
    assertThat(run.all("slow.triggered")).isEmpty();
  }
}
