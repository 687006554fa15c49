package io.evenkeel.model.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.shipyard.TaskDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SequenceTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private static final KeptnEvent TRIGGER = KeptnEvent.of(
      "E1", "sh.keptn.event.dev.delivery.triggered", "test", NOW, "ctx", Json.parseObject("""
          {"project":"shop","stage":"dev","service":"cart","labels":{"build":"7"},
           "configurationChange":{"values":{"image":"cart:1.4"}}}"""));

  @Test
  void aTriggeredRunQueuesForItsScope() {
    Step step = begin(false, task("deployment"));

    assertThat(step.sequence().state()).isEqualTo("triggered");
    assertThat(step.effects()).containsExactly(new Effect.RequestSlot(false));
  }

  @Test
  void theFirstTaskCarriesTheInputAndItsOwnProperties() {
    Step step =
        started(new TaskDefinition("deployment", "", Map.of("deploymentstrategy", "direct")));

    assertThat(sent(step).data()).isEqualTo(Json.parseObject("""
            {"project":"shop","stage":"dev","service":"cart","labels":{"build":"7"},
             "configurationChange":{"values":{"image":"cart:1.4"}},
             "deployment":{"deploymentstrategy":"direct"}}"""));
    assertThat(sent(step).gitCommitId()).isEqualTo("c-1");
    assertThat(step.sequence().state()).isEqualTo("started");
  }

  @Test
  void theNextTaskIsSentWhenAllThatStartedHaveFinished() {
    Sequence running = started(task("deployment"), task("test")).sequence();

    Step a = answer(running, "started", "a", "");
    Step b = answer(a.sequence(), "started", "b", "");
    Step first = answer(b.sequence(), "finished", "a", "pass");
    Step second = answer(first.sequence(), "finished", "b", "warning");

    assertThat(first.effects()).isEmpty();
    assertThat(sent(second).type()).isEqualTo("sh.keptn.event.test.triggered");
    assertThat(second.sequence().done())
        .extracting(FinishedTask::result)
        .containsExactly("warning");
  }

  @Test
  void finishedMayArriveBeforeStarted() {
    Sequence running = started(task("deployment"), task("test")).sequence();

    Step early = answer(running, "finished", "a", "pass");
    Step late = answer(early.sequence(), "started", "a", "");

    assertThat(early.sequence().done()).isEmpty();
    assertThat(sent(late).type()).isEqualTo("sh.keptn.event.test.triggered");
  }

  @Test
  void theSameEventTwiceCountsOnce() {
    Sequence running = started(task("deployment")).sequence();
    KeptnEvent startedEvent = answerEvent(running, "started", "a", "");

    Step once = running.apply(new Input.TaskAnswered(startedEvent, NOW));
    Step twice = once.sequence().apply(new Input.TaskAnswered(startedEvent, NOW));
    Step done = answer(twice.sequence(), "finished", "a", "pass");

    assertThat(twice.effects()).singleElement().isInstanceOf(Effect.Reject.class);
    assertThat(done.sequence().phase()).isEqualTo(Phase.FINISHED);
  }

  @Test
  void aFailedTaskEndsTheSequenceWithTheLastEventsMessageAndLabels() {
    Sequence running = answer(
            started(task("deployment"), task("test")).sequence(), "started", "a", "")
        .sequence();
    KeptnEvent failed = withData(
        answerEvent(running, "finished", "a", "fail"),
        Map.of("message", "no", "labels", Map.of("by", "x")));

    Step step = running.apply(new Input.TaskAnswered(failed, NOW));

    Effect.FinishSequence finish = only(step, Effect.FinishSequence.class);
    assertThat(finish.lastTask()).isEqualTo("deployment");
    assertThat(finish.event().triggeredId()).isEqualTo("E1");
    assertThat(finish.event().data()).isEqualTo(Json.parseObject("""
            {"project":"shop","stage":"dev","service":"cart","labels":{"by":"x"},
             "status":"succeeded","result":"fail","message":"no"}"""));
    assertThat(step.effects()).last().isEqualTo(new Effect.ReleaseSlot());
  }

  @Test
  void anUnknownStatusMeansFailure() {
    Sequence running =
        answer(started(task("t1")).sequence(), "started", "a", "").sequence();
    KeptnEvent odd =
        withData(answerEvent(running, "finished", "a", "odd"), Map.of("status", "odd"));

    Step step = running.apply(new Input.TaskAnswered(odd, NOW));

    KeptnEvent finished = only(step, Effect.FinishSequence.class).event();
    assertThat(finished.result()).isEqualTo("fail");
    assertThat(finished.status()).isEqualTo("unknown");
  }

  @Test
  void anAnswerToAnotherTaskChangesNothing() {
    Sequence running = started(task("deployment")).sequence();
    KeptnEvent foreign = answerEvent(running, "finished", "a", "pass").withTriggeredId("other");

    Step step = running.apply(new Input.TaskAnswered(foreign, NOW));

    assertThat(step.sequence()).isEqualTo(running);
    assertThat(only(step, Effect.Reject.class).reason()).contains("is not accociated with a task");
  }

  @Test
  void anApprovalFreesTheScopeAndQueuesForItAgainAfterwards() {
    Step step = started(task("approval"), task("work"));
    assertThat(step.sequence().state()).isEqualTo("waitingForApproval");
    assertThat(step.effects()).last().isEqualTo(new Effect.ReleaseSlot());

    Sequence waiting =
        answer(step.sequence(), "started", "approval-service", "").sequence();
    Step approved = answer(waiting, "finished", "user", "pass");
    Step granted = approved.sequence().apply(new Input.SlotGranted(NOW));

    assertThat(approved.effects()).last().isEqualTo(new Effect.RequestSlot(true));
    assertThat(sent(granted).type()).isEqualTo("sh.keptn.event.work.triggered");
  }

  @Test
  void aDelayedTaskHoldsTheScopeAndIsSentWhenItsTimerFires() {
    Step step = started(new TaskDefinition("slow", "10s", null));
    Effect.StartTimer timer = only(step, Effect.StartTimer.class);

    Step fired = step.sequence().apply(new Input.TimerFired(timer.timerId(), timer.dueAt()));

    assertThat(timer.dueAt()).isEqualTo(NOW.plusSeconds(10));
    assertThat(step.effects()).noneMatch(Effect.SendTask.class::isInstance);
    assertThat(only(step, Effect.ShowTask.class).event()).isEqualTo(sent(fired));
    assertThat(step.sequence().slot()).isEqualTo(Slot.HELD);
    assertThat(sent(fired).time()).isEqualTo(timer.dueAt());
  }

  @Test
  void aTaskNobodyAnswersTimesOut() {
    Step step = started(task("nobody"));
    Effect.StartTimer timer = only(step, Effect.StartTimer.class);

    Step fired = step.sequence().apply(new Input.TimerFired(timer.timerId(), timer.dueAt()));

    Effect.CutSequence cut = only(fired, Effect.CutSequence.class);
    assertThat(fired.sequence().state()).isEqualTo("timedOut");
    assertThat(cut.outcome()).isEqualTo("timedOut");
    assertThat(cut.event().status()).isEqualTo("errored");
    assertThat(cut.event().message()).contains("sh.keptn.event.nobody.triggered");
  }

  @Test
  void anAnsweredTaskDoesNotTimeOut() {
    Step step = started(task("slow"));
    Effect.StartTimer timer = only(step, Effect.StartTimer.class);
    Sequence answered = answer(step.sequence(), "started", "a", "").sequence();

    Step fired = answered.apply(new Input.TimerFired(timer.timerId(), timer.dueAt()));

    assertThat(fired.sequence()).isEqualTo(answered);
  }

  @Test
  void aPausedRunFinishesItsTaskButSendsNoOther() {
    Sequence running =
        answer(started(task("t1"), task("t2")).sequence(), "started", "a", "").sequence();
    Step paused = running.apply(new Input.PauseRequested(NOW));
    Step done = answer(paused.sequence(), "finished", "a", "pass");
    Step resumed = done.sequence().apply(new Input.ResumeRequested(NOW));
    Step granted = resumed.sequence().apply(new Input.SlotGranted(NOW));

    assertThat(paused.effects()).containsExactly(new Effect.ReleaseSlot());
    assertThat(done.sequence().state()).isEqualTo("paused");
    assertThat(done.effects()).noneMatch(Effect.SendTask.class::isInstance);
    assertThat(only(done, Effect.ShowTask.class).event().id())
        .isEqualTo(sent(granted).id());
    assertThat(resumed.effects()).containsExactly(new Effect.RequestSlot(true));
    assertThat(sent(granted).type()).isEqualTo("sh.keptn.event.t2.triggered");
  }

  @Test
  void anAbortedRunReportsPassAndAborted() {
    Step step = started(task("t1")).sequence().apply(new Input.AbortRequested(NOW));

    KeptnEvent finished = only(step, Effect.CutSequence.class).event();
    assertThat(step.sequence().state()).isEqualTo("finished");
    assertThat(finished.status()).isEqualTo("aborted");
    assertThat(finished.result()).isEqualTo("pass");
    assertThat(step.sequence().apply(new Input.AbortRequested(NOW)).effects())
        .singleElement()
        .isInstanceOf(Effect.Reject.class);
  }

  @Test
  void readsBackAsItWasWritten() {
    Sequence running =
        answer(started(task("t1"), task("t2")).sequence(), "started", "a", "").sequence();
    Sequence next = answer(running, "finished", "a", "pass").sequence();

    for (Sequence sequence : List.of(running, next, begin(true, task("x")).sequence())) {
      assertThat(SequenceJson.read(SequenceJson.write(sequence))).isEqualTo(sequence);
    }
  }

  private static TaskDefinition task(String name) {
    return TaskDefinition.of(name);
  }

  private static Step begin(boolean paused, TaskDefinition... tasks) {
    return Sequence.begin(
        Identity.of(TRIGGER, "c-1"),
        new Plan(List.of(tasks), TRIGGER.data(), TEN_MINUTES, Duration.ZERO),
        paused,
        NOW);
  }

  private static Step started(TaskDefinition... tasks) {
    return begin(false, tasks).sequence().apply(new Input.SlotGranted(NOW));
  }

  private static Step answer(Sequence sequence, String kind, String source, String result) {
    return sequence.apply(new Input.TaskAnswered(answerEvent(sequence, kind, source, result), NOW));
  }

  private static KeptnEvent answerEvent(Sequence run, String kind, String source, String result) {
    CurrentTask task = Objects.requireNonNull(run.current());
    return KeptnEvent.of(
            task.triggeredId() + kind + source,
            "sh.keptn.event." + task.name() + "." + kind,
            source,
            NOW,
            "ctx",
            Map.of(
                "project",
                "shop",
                "stage",
                "dev",
                "service",
                "cart",
                "status",
                "succeeded",
                "result",
                result))
        .withTriggeredId(task.triggeredId());
  }

  private static KeptnEvent withData(KeptnEvent event, Map<String, Object> more) {
    return KeptnEvent.of(
            event.id(),
            event.type(),
            event.source(),
            NOW,
            event.context(),
            io.evenkeel.model.event.Merge.objects(event.data(), more))
        .withTriggeredId(event.triggeredId());
  }

  private static KeptnEvent sent(Step step) {
    return only(step, Effect.SendTask.class).event();
  }

  private static <T extends Effect> T only(Step step, Class<T> kind) {
    List<T> found =
        step.effects().stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).as("%s in %s", kind.getSimpleName(), step.effects()).hasSize(1);
    return found.get(0);
  }
}
