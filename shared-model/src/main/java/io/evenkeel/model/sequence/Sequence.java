package io.evenkeel.model.sequence;

import io.evenkeel.model.GoDuration;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.shipyard.TaskDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One run of a sequence in a stage: an immutable value that answers each {@link Input} with a
 * {@link Step}. No clock, no randomness, no IO: the same inputs give the same sequence.
 *
 * <p>Source: sequences.md §§3, 4, with the decisions of §12.
 *
 * @param tasks the definition as it was at trigger time
 * @param input the data of the trigger
 * @param slot the claim on the scope (project, stage, service)
 * @param done tasks that are over, in order
 * @param current the task it is at; {@code null} before the start and after the end
 * @param startTimeout how long a sent task may wait for its first answer
 */
public record Sequence(
    Identity identity,
    List<TaskDefinition> tasks,
    Map<String, Object> input,
    Phase phase,
    boolean paused,
    Slot slot,
    List<FinishedTask> done,
    @Nullable CurrentTask current,
    Instant triggeredAt,
    Duration startTimeout) {

  /** Source of every event the orchestration sends. */
  public static final String SOURCE = "shipyard-controller";

  public Sequence {
    tasks = List.copyOf(tasks);
    input = Json.freezeObject(input);
    done = List.copyOf(done);
  }

  /** A run that was just triggered; unless its context is paused it queues for its scope. */
  public static Step begin(
      Identity identity,
      List<TaskDefinition> tasks,
      Map<String, Object> input,
      boolean paused,
      Instant now,
      Duration startTimeout) {
    Sequence created = new Sequence(
        identity,
        tasks,
        input,
        Phase.TRIGGERED,
        paused,
        Slot.NONE,
        List.of(),
        null,
        now,
        startTimeout);
    return paused ? Step.of(created) : created.wantSlot(false);
  }

  /** Answers {@code input}; a run that has ended rejects everything. */
  public Step apply(Input input) {
    return phase.ended() ? Step.rejected(this, "the sequence has ended") : input.applyTo(this);
  }

  /** The word clients see. */
  public String state() {
    return paused && !phase.ended() ? "paused" : phase.toString();
  }

  Step onSlotGranted(Input.SlotGranted granted) {
    if (slot != Slot.WANTED) {
      return Step.rejected(this, "the sequence does not wait for its turn");
    }
    Sequence holding = with(Slot.HELD);
    return current == null
        ? holding.with(Phase.STARTED).enter(0, granted.at())
        : holding.sendIfPossible(granted.at());
  }

  Step onTaskAnswered(Input.TaskAnswered answered) {
    CurrentTask task = current;
    KeptnEvent event = answered.event();
    if (task == null || !task.isSent() || !task.triggeredId().equals(event.triggeredId())) {
      return Step.rejected(this, SequenceEvents.notAssociated(event));
    }
    if (task.knows(event.id())) {
      return Step.rejected(this, "event " + event.id() + " was counted before");
    }
    CurrentTask counted = task.with(SequenceEvents.answer(event, answered.at()));
    Step step =
        counted.isComplete() ? complete(counted, event, answered.at()) : Step.of(with(counted));
    return task.answers().isEmpty()
        ? step.after(new Effect.CancelTimer(startTimer(task.index())))
        : step;
  }

  Step onTaskProgressed(Input.TaskProgressed progressed) {
    CurrentTask task = current;
    return task != null && task.triggeredId().equals(progressed.triggeredId())
        ? Step.of(this, new Effect.CancelTimer(startTimer(task.index())))
        : Step.rejected(this, "not the current task");
  }

  Step onTimerFired(Input.TimerFired fired) {
    CurrentTask task = current;
    if (task == null) {
      return Step.rejected(this, "the timer is stale");
    }
    if (!task.isSent() && fired.timerId().equals(delayTimer(task.index()))) {
      return sendIfPossible(fired.at());
    }
    boolean unanswered = task.isSent() && task.answers().isEmpty();
    return unanswered && fired.timerId().equals(startTimer(task.index()))
        ? timeOut(task, fired.at())
        : Step.rejected(this, "the timer is stale");
  }

  Step onPause() {
    if (paused) {
      return Step.rejected(this, "the sequence is paused already");
    }
    Sequence held = new Sequence(
        identity, tasks, input, phase, true, Slot.NONE, done, current, triggeredAt, startTimeout);
    return slot == Slot.NONE ? Step.of(held) : Step.of(held, new Effect.ReleaseSlot());
  }

  Step onResume() {
    if (!paused) {
      return Step.rejected(this, "the sequence is not paused");
    }
    Sequence going = new Sequence(
        identity, tasks, input, phase, false, slot, done, current, triggeredAt, startTimeout);
    return phase == Phase.WAITING_FOR_APPROVAL
        ? Step.of(going)
        : going.wantSlot(phase == Phase.STARTED);
  }

  Step onAbort(Input.AbortRequested abort) {
    Map<String, Object> data =
        SequenceEvents.common(identity, "aborted", "pass", "", identity.labels());
    return cut(Phase.FINISHED, data, abort.at(), false);
  }

  private Step enter(int index, Instant now) {
    TaskDefinition next = tasks.get(index);
    Instant due = now.plus(delay(next));
    CurrentTask task = new CurrentTask(
        next.name(), index, identity.derived("task/" + index), now, due, null, List.of());
    Sequence there = with(Phase.STARTED).with(task);
    Step step = slot == Slot.HELD || paused ? there.sendIfPossible(now) : there.wantSlot(true);
    return task.isDue(now) ? step : step.then(new Effect.StartTimer(delayTimer(index), due));
  }

  /**
   * Sends the current task if nothing holds it back; called whenever one of the reasons is gone.
   */
  private Step sendIfPossible(Instant now) {
    CurrentTask task = current;
    if (task == null || task.isSent() || !task.isDue(now) || paused || slot != Slot.HELD) {
      return Step.of(this);
    }
    KeptnEvent event = SequenceEvents.taskTriggered(this, task, now);
    Sequence sent = with(task.sent(now));
    Effect[] effects = {
      new Effect.SendTask(event),
      new Effect.StartTimer(startTimer(task.index()), now.plus(startTimeout))
    };
    return task.isApproval()
        ? Step.of(sent.with(Phase.WAITING_FOR_APPROVAL).with(Slot.NONE), effects)
            .then(new Effect.ReleaseSlot())
        : Step.of(sent, effects);
  }

  private Step complete(CurrentTask task, KeptnEvent last, Instant now) {
    FinishedTask outcome = FinishedTask.of(task);
    List<FinishedTask> more = new ArrayList<>(done);
    more.add(outcome);
    Sequence after = new Sequence(
        identity, tasks, input, Phase.STARTED, paused, slot, more, null, triggeredAt, startTimeout);
    boolean over = outcome.endsSequence() || more.size() == tasks.size();
    Step step = over ? after.finish(outcome, last, now) : after.enter(more.size(), now);
    return step.after(new Effect.CloseTask(task.triggeredId()));
  }

  private Step finish(FinishedTask last, KeptnEvent lastEvent, Instant now) {
    Map<String, Object> data = SequenceEvents.common(
        identity, last.status(), last.result(), lastEvent.message(), lastEvent.labels());
    Effect finish = new Effect.FinishSequence(
        SequenceEvents.finished(identity, data, now), last.name(), last.result());
    return end(Phase.FINISHED, finish);
  }

  private Step timeOut(CurrentTask task, Instant now) {
    String message =
        ("sequence timed out while waiting for task %s to receive a correlating .started"
                + " or .finished event")
            .formatted(EventType.task(task.name(), "triggered"));
    Map<String, Object> labels = Json.object(carried().get("labels"));
    return cut(
        Phase.TIMED_OUT,
        SequenceEvents.common(identity, "errored", "fail", message, labels),
        now,
        true);
  }

  private Step cut(Phase end, Map<String, Object> data, Instant now, boolean timedOut) {
    CurrentTask task = current;
    Step step =
        end(end, new Effect.CutSequence(SequenceEvents.finished(identity, data, now), timedOut));
    return task == null
        ? step
        : step.after(
            new Effect.CloseTask(task.triggeredId()),
            new Effect.CancelTimer(startTimer(task.index())),
            new Effect.CancelTimer(delayTimer(task.index())));
  }

  private Step end(Phase end, Effect finish) {
    Sequence over = new Sequence(
        identity, tasks, input, end, false, Slot.NONE, done, null, triggeredAt, startTimeout);
    return slot == Slot.NONE
        ? Step.of(over, finish)
        : Step.of(over, finish, new Effect.ReleaseSlot());
  }

  private Step wantSlot(boolean urgent) {
    return slot == Slot.NONE
        ? Step.of(with(Slot.WANTED), new Effect.RequestSlot(urgent))
        : Step.of(this);
  }

  /** What the run waits for at the moment, if it has not ended. */
  public Optional<Waiting> waiting() {
    return Waiting.of(this);
  }

  /** The data of a sequence in {@code stage} that follows this one. */
  public Map<String, Object> followUpData(String stage) {
    return Payload.ofFollowUp(this, stage);
  }

  private Map<String, Object> carried() {
    return Payload.ofFollowUp(this, identity.stage());
  }

  private static Duration delay(TaskDefinition task) {
    try {
      Duration delay =
          task.triggeredAfter().isEmpty() ? Duration.ZERO : GoDuration.parse(task.triggeredAfter());
      return delay.isNegative() ? Duration.ZERO : delay;
    } catch (IllegalArgumentException unreadable) {
      return Duration.ZERO;
    }
  }

  private String startTimer(int index) {
    return identity.id() + "/start/" + index;
  }

  private String delayTimer(int index) {
    return identity.id() + "/delay/" + index;
  }

  private Sequence with(Phase next) {
    return new Sequence(
        identity, tasks, input, next, paused, slot, done, current, triggeredAt, startTimeout);
  }

  private Sequence with(Slot next) {
    return new Sequence(
        identity, tasks, input, phase, paused, next, done, current, triggeredAt, startTimeout);
  }

  private Sequence with(CurrentTask next) {
    return new Sequence(
        identity, tasks, input, phase, paused, slot, done, next, triggeredAt, startTimeout);
  }
}
