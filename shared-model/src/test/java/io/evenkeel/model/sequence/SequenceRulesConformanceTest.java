package io.evenkeel.model.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.shipyard.TaskDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases of section E (aggregation and payload rules); a tag is the case's id. */
class SequenceRulesConformanceTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @Tag("E01")
  @Tag("E02")
  @Tag("E03")
  @Tag("E05")
  @Tag("E08")
  @CsvSource({
    "pass:succeeded, pass, succeeded",
    "pass:succeeded pass:succeeded, pass, succeeded",
    "pass:succeeded warning:succeeded, warning, succeeded",
    "pass:succeeded fail:succeeded, fail, succeeded",
    "pass:succeeded pass:errored, pass, errored",
    "pass:aborted, pass, aborted",
    "pass:odd, fail, unknown",
  })
  void theWorstOfAllExecutorsCounts(String outcomes, String result, String status) {
    List<TaskAnswer> answers = new ArrayList<>();
    for (String outcome : outcomes.split(" ", -1)) {
      String[] parts = outcome.split(":", -1);
      answers.add(answer("finished", answers.size(), parts[0], parts[1]));
    }
    FinishedTask done = FinishedTask.of(task(answers));

    assertThat(done.result()).isEqualTo(result);
    assertThat(done.status()).isEqualTo(status);
    assertThat(done.properties()).hasSize(answers.size());
  }

  @ParameterizedTest
  @Tag("E15")
  @CsvSource({"'',false", "S,false", "F,false", "SSF,false", "SSFF,true", "FS,true"})
  void aTaskIsOverWhenAllThatStartedHaveFinished(String letters, boolean over) {
    List<TaskAnswer> answers = new ArrayList<>();
    letters.chars().forEach(letter -> {
      String kind = letter == 'S' ? "started" : "finished";
      answers.add(answer(kind, answers.size(), "pass", "succeeded"));
    });

    assertThat(task(answers).isComplete()).isEqualTo(over);
  }

  @Test
  @Tag("E11")
  void nothingFollowsAnError() {
    Sequence run = started(Map.of(), TaskDefinition.of("t1"), TaskDefinition.of("t2"));

    assertThat(finish(run, "pass", "errored", Map.of()).sequence().phase())
        .isEqualTo(Phase.FINISHED);
  }

  @Test
  @Tag("E14")
  void nothingFollowsTheLastTask() {
    Sequence run = started(Map.of(), TaskDefinition.of("t1"));

    assertThat(finish(run, "pass", "succeeded", Map.of()).sequence().current()).isNull();
  }

  @Test
  @Tag("E16")
  @Tag("E17")
  void anApprovalIsWaitedForAlsoWhilePausedAndOtherTasksAreNot() {
    TaskDefinition work = TaskDefinition.of("work");
    Sequence run = started(Map.of(), work, TaskDefinition.of("approval"), work);
    Sequence approval = finish(run, "pass", "succeeded", Map.of()).sequence();
    Sequence paused = run.apply(new Input.PauseRequested(NOW)).sequence();
    Sequence held = finish(paused, "pass", "succeeded", Map.of()).sequence();

    assertThat(approval.state()).isEqualTo("waitingForApproval");
    assertThat(held.state()).isEqualTo("paused");
    assertThat(Json.at(SequenceJson.toMap(held), "status", "stateBeforePause"))
        .isEqualTo("waitingForApproval");
    assertThat(finish(approval, "pass", "succeeded", Map.of()).sequence().state())
        .isEqualTo("started");
  }

  @Test
  @Tag("E20")
  void whatIsNotPausedCanNotBeResumed() {
    Sequence run = started(Map.of(), TaskDefinition.of("work"));

    assertThat(run.apply(new Input.ResumeRequested(NOW)).effects())
        .singleElement()
        .isInstanceOf(Effect.Reject.class);
  }

  @Test
  @Tag("E22")
  @Tag("E23")
  @Tag("E25")
  void eachTaskGetsItsOwnBlockAndWhatWasCarried() {
    Sequence run = started(
        Map.of("configurationChange", Map.of("values", Map.of("image", "i"))),
        new TaskDefinition("t1", "", Map.of("a", 1L)),
        new TaskDefinition("t2", "", Map.of("b", 2L)));
    Map<String, Object> first = Payload.ofTask(run, run.plan().tasks().get(0));
    Step next =
        finish(run, "warning", "succeeded", Map.of("t1", Map.of("url", "u"), "message", "done"));
    Map<String, Object> second =
        Payload.ofTask(next.sequence(), next.sequence().plan().tasks().get(1));

    assertThat(first).containsKey("configurationChange").doesNotContainKey("t2");
    assertThat(first).containsEntry("t1", Map.of("a", 1L));
    assertThat(second)
        .containsEntry("t1", Map.of("url", "u"))
        .containsEntry("t2", Map.of("b", 2L))
        .containsEntry("result", "warning")
        .containsEntry("status", "succeeded")
        .containsEntry("message", "");
  }

  @Test
  @Tag("E32")
  void whatIsCarriedIsACopyThatNobodyCanChange() {
    Map<String, Object> inner = new LinkedHashMap<>(Map.of("x", 1L));
    Sequence run = started(Map.of("nested", inner), TaskDefinition.of("t1"));
    inner.put("x", 2L);
    Map<String, Object> payload = Payload.ofTask(run, run.plan().tasks().get(0));

    assertThat(Json.at(payload, "nested", "x")).isEqualTo(1L);
    assertThatThrownBy(() -> Json.object(payload.get("nested")).put("x", 3L))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  @Tag("G10")
  void whoHasStartedMayTakeItsTime() {
    Sequence run = started(Map.of(), TaskDefinition.of("t1"));
    CurrentTask task = Objects.requireNonNull(run.current());
    Sequence working = flood(run, "started", 1);
    String timer = TaskTimer.START.id(run.identity(), task);
    Step late = working.apply(new Input.TimerFired(timer, NOW.plusSeconds(86_400)));

    assertThat(late.sequence()).isEqualTo(working);
    assertThat(working.state()).isEqualTo("started");
    assertThat(working.waiting().orElseThrow())
        .extracting(Waiting::reason, Waiting::until)
        .containsExactly("running", null);
  }

  @Test
  void aSenderGoneMadIsCountedUpToALimitAndTheTaskStillEnds() {
    Sequence run = started(Map.of(), TaskDefinition.of("t1"));
    Sequence flooded = flood(run, "started", CurrentTask.MOST_EXECUTORS + 100);
    CurrentTask task = Objects.requireNonNull(flooded.current());
    assertThat(task.answers()).hasSize(CurrentTask.MOST_EXECUTORS);
    assertThat(flooded.apply(numbered(task, "started", 9999)).effects())
        .singleElement()
        .asString()
        .contains("is not counted: there are 500");

    assertThat(flood(flooded, "finished", CurrentTask.MOST_EXECUTORS).phase())
        .isEqualTo(Phase.FINISHED);
  }

  private static Sequence flood(Sequence run, String kind, int events) {
    CurrentTask task = Objects.requireNonNull(run.current());
    Sequence flooded = run;
    for (int number = 0; number < events; number++) {
      flooded = flooded.apply(numbered(task, kind, number)).sequence();
    }
    return flooded;
  }

  private static Input numbered(CurrentTask task, String kind, int number) {
    KeptnEvent event = KeptnEvent.of(
            kind + number,
            "sh.keptn.event.t1." + kind,
            "e",
            NOW,
            "ctx",
            Map.of("result", "pass", "status", "succeeded"))
        .withTriggeredId(task.triggeredId());
    return new Input.TaskAnswered(event, NOW);
  }

  @Test
  void aClockSetBackDoesNotLoseADelayedTask() {
    Step step =
        begin(Map.of(), new TaskDefinition("slow", "10s", null)).apply(new Input.SlotGranted(NOW));
    CurrentTask task = Objects.requireNonNull(step.sequence().current());
    String timer = TaskTimer.DELAY.id(step.sequence().identity(), task);

    Step fired = step.sequence().apply(new Input.TimerFired(timer, NOW.minusSeconds(3600)));

    assertThat(fired.effects()).anyMatch(Effect.SendTask.class::isInstance);
  }

  private static CurrentTask task(List<TaskAnswer> answers) {
    return new CurrentTask("work", 0, "T", NOW, NOW, NOW, null, answers);
  }

  private static TaskAnswer answer(String kind, int number, String result, String status) {
    Map<String, Object> data = Map.of("from" + number, true);
    return new TaskAnswer(
        kind + number, "sh.keptn.event.work." + kind, "e" + number, result, status, NOW, data);
  }

  private static Sequence begin(Map<String, Object> input, TaskDefinition... tasks) {
    Map<String, Object> data = new LinkedHashMap<>(input);
    data.putAll(Map.of("project", "p", "stage", "dev", "service", "svc"));
    KeptnEvent trigger =
        KeptnEvent.of("E1", "sh.keptn.event.dev.seq.triggered", "test", NOW, "ctx", data);
    Plan plan = new Plan(List.of(tasks), data, Duration.ofMinutes(10), Duration.ZERO);
    return Sequence.begin(Identity.of(trigger, ""), plan, false, NOW).sequence();
  }

  private static Sequence started(Map<String, Object> input, TaskDefinition... tasks) {
    return begin(input, tasks).apply(new Input.SlotGranted(NOW)).sequence();
  }

  /** ST and FI of the current task. */
  private static Step finish(Sequence run, String result, String status, Map<String, Object> more) {
    Map<String, Object> data = new LinkedHashMap<>(more);
    data.put("result", result);
    data.put("status", status);
    CurrentTask task = Objects.requireNonNull(run.current());
    Sequence begun =
        run.apply(new Input.TaskAnswered(event(task, "started", Map.of()), NOW)).sequence();
    return begun.apply(new Input.TaskAnswered(event(task, "finished", data), NOW));
  }

  private static KeptnEvent event(CurrentTask task, String kind, Map<String, Object> data) {
    return KeptnEvent.of(
            task.triggeredId() + kind,
            "sh.keptn.event." + task.name() + "." + kind,
            "e",
            NOW,
            "ctx",
            data)
        .withTriggeredId(task.triggeredId());
  }
}
