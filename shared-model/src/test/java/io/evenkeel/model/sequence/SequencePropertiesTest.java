package io.evenkeel.model.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.shipyard.TaskDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Holds for every order of inputs, however late, repeated or misdirected. */
class SequencePropertiesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final KeptnEvent TRIGGER = KeptnEvent.of(
      "E1",
      "sh.keptn.event.dev.delivery.triggered",
      "test",
      NOW,
      "ctx",
      Map.of("project", "p", "stage", "dev", "service", "s"));
  private static final List<TaskDefinition> TASKS = List.of(
      TaskDefinition.of("deployment"),
      TaskDefinition.of("approval"),
      new TaskDefinition("test", "5s", null));

  @Property
  void aRunEndsAtMostOnce(@ForAll("inputs") List<Input> inputs) {
    assertThat(effects(inputs).stream().filter(SequencePropertiesTest::isEnd).count())
        .isLessThanOrEqualTo(1);
  }

  @Property
  void noTaskIsSentTwice(@ForAll("inputs") List<Input> inputs) {
    List<String> sent = effects(inputs).stream()
        .filter(Effect.SendTask.class::isInstance)
        .map(effect -> ((Effect.SendTask) effect).event().id())
        .toList();

    assertThat(sent).doesNotHaveDuplicates();
  }

  @Property
  void aTaskIsOnlySentWhileTheRunHoldsItsScope(@ForAll("inputs") List<Input> inputs) {
    Sequence run = begin().sequence();
    for (Input input : inputs) {
      Step step = run.apply(input);
      boolean sends = step.effects().stream().anyMatch(Effect.SendTask.class::isInstance);
      boolean held = run.slot() == Slot.HELD || input instanceof Input.SlotGranted;
      assertThat(!sends || held).as("%s on %s", input, run).isTrue();
      run = step.sequence();
    }
  }

  @Property
  void aRunThatIsStoredAndReadAfterEveryStepBehavesTheSame(@ForAll("inputs") List<Input> inputs) {
    Sequence direct = begin().sequence();
    Sequence stored = direct;
    for (Input input : inputs) {
      direct = direct.apply(input).sequence();
      stored = SequenceJson.read(SequenceJson.write(stored)).apply(input).sequence();
    }

    assertThat(stored).isEqualTo(direct);
  }

  @Property
  void whatHasEndedWaitsForNothingAndWhatHasNotSaysWhy(@ForAll("inputs") List<Input> inputs) {
    Sequence run = begin().sequence();
    for (Input input : inputs) {
      run = run.apply(input).sequence();
    }

    assertThat(run.waiting().isPresent()).isEqualTo(!run.phase().ended());
  }

  @Provide
  Arbitrary<List<Input>> inputs() {
    Arbitrary<Integer> task = Arbitraries.integers().between(0, TASKS.size() - 1);
    Arbitrary<String> kind = Arbitraries.of("started", "finished");
    Arbitrary<String> executor = Arbitraries.of("helm", "job");
    Arbitrary<String> result = Arbitraries.of("pass", "warning", "fail", "odd");
    Arbitrary<Input> answered =
        Combinators.combine(task, kind, executor, result).as(SequencePropertiesTest::answered);
    Arbitrary<Input> timer = Combinators.combine(task, Arbitraries.of("start", "delay"))
        .as((index, name) -> new Input.TimerFired(run().id() + "/" + name + "/" + index, later()));
    Arbitrary<Input> other = Arbitraries.of(
        new Input.SlotGranted(NOW),
        new Input.SlotGranted(later()),
        new Input.PauseRequested(NOW),
        new Input.ResumeRequested(NOW),
        new Input.AbortRequested(NOW));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, answered),
            net.jqwik.api.Tuple.of(2, timer),
            net.jqwik.api.Tuple.of(3, other))
        .list()
        .ofMaxSize(40);
  }

  private static Input answered(int task, String kind, String executor, String result) {
    String triggeredId = run().derived("task/" + task);
    KeptnEvent event = KeptnEvent.of(
            triggeredId + kind + executor,
            "sh.keptn.event." + TASKS.get(task).name() + "." + kind,
            executor,
            NOW,
            "ctx",
            Map.of(
                "project",
                "p",
                "stage",
                "dev",
                "service",
                "s",
                "status",
                "succeeded",
                "result",
                result))
        .withTriggeredId(triggeredId);
    return new Input.TaskAnswered(event, NOW);
  }

  private static Identity run() {
    return Identity.of(TRIGGER, "");
  }

  private static Instant later() {
    return NOW.plusSeconds(10);
  }

  private static Step begin() {
    Plan plan = new Plan(TASKS, TRIGGER.data(), Duration.ofMinutes(10), Duration.ofHours(1));
    return Sequence.begin(run(), plan, false, NOW);
  }

  private static boolean isEnd(Effect effect) {
    return effect instanceof Effect.FinishSequence || effect instanceof Effect.CutSequence;
  }

  private static List<Effect> effects(List<Input> inputs) {
    Step step = begin();
    List<Effect> effects = new ArrayList<>(step.effects());
    for (Input input : inputs) {
      step = step.sequence().apply(input);
      effects.addAll(step.effects());
    }
    return effects;
  }
}
