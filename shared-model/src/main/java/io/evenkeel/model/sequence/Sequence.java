package io.evenkeel.model.sequence;

import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.Effect.CutSequence;
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
 * @param slot the claim on the scope (project, stage, service)
 * @param since when it was last paused, resumed, queued or admitted
 * @param done tasks that are over, in order
 * @param current the task it is at; {@code null} before the start and after the end
 * @param deadline when it is given up whatever it does; {@code null} for never
 */
public record Sequence(
    Identity identity,
    Plan plan,
    Phase phase,
    boolean paused,
    Slot slot,
    Instant since,
    List<FinishedTask> done,
    @Nullable CurrentTask current,
    Instant triggeredAt,
    @Nullable Instant deadline) {

  /** Source of every event the orchestration sends. */
  public static final String SOURCE = "shipyard-controller";

  public Sequence {
    done = List.copyOf(done);
  }

  /** A run that was just triggered; unless its context is paused it queues for its scope. */
  public static Step begin(Identity identity, Plan plan, boolean paused, Instant now) {
    Sequence created = new Sequence(
        identity, plan, Phase.TRIGGERED, paused, Slot.NONE, now, List.of(), null, now, null);
    return paused ? Step.of(created) : created.wantSlot(false, now);
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
    Sequence holding = with(paused, Slot.HELD, granted.at());
    return current == null ? holding.start(granted.at()) : holding.sendIfPossible(granted.at());
  }

  private Step start(Instant now) {
    if (plan.limit().isZero()) {
      return enter(0, now);
    }
    Instant end = now.plus(plan.limit());
    Sequence limited =
        new Sequence(identity, plan, phase, paused, slot, since, done, current, triggeredAt, end);
    return limited.enter(0, now).then(new Effect.StartTimer(TaskTimer.DEADLINE.id(identity), end));
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
    TaskAnswer answer = SequenceEvents.answer(event, answered.at());
    if (task.isFull(answer)) {
      return Step.rejected(this, SequenceEvents.tooMany(event));
    }
    CurrentTask counted = task.with(answer);
    Step step = counted.isComplete()
        ? complete(counted, event, answered.at())
        : Step.of(with(phase, counted));
    return task.isUnanswered() ? step.after(cancel(TaskTimer.START, task)) : step;
  }

  Step onTaskProgressed(Input.TaskProgressed progressed) {
    CurrentTask task = current;
    if (task == null || !task.isSent() || !task.triggeredId().equals(progressed.triggeredId())) {
      return Step.rejected(this, "not the current task");
    }
    return task.isUnanswered()
        ? Step.of(with(phase, task.progressed(progressed.at())), cancel(TaskTimer.START, task))
        : Step.of(this);
  }

  /** A timer that fires is due, whatever the clock says by now: it may have been set back. */
  Step onTimerFired(Input.TimerFired fired) {
    if (deadline != null && fired.timerId().equals(TaskTimer.DEADLINE.id(identity))) {
      return timeOut(SequenceEvents.tooLong(plan), fired.at());
    }
    CurrentTask task = current;
    if (task == null) {
      return Step.rejected(this, "the timer is stale");
    }
    if (!task.isSent() && fired.timerId().equals(TaskTimer.DELAY.id(identity, task))) {
      return sendIfPossible(fired.at().isBefore(task.dueAt()) ? task.dueAt() : fired.at());
    }
    if (task.isUnanswered() && fired.timerId().equals(TaskTimer.START.id(identity, task))) {
      return timeOut(SequenceEvents.unanswered(task), fired.at());
    }
    return task.isSent() && fired.timerId().equals(TaskTimer.LIMIT.id(identity, task))
        ? timeOut(SequenceEvents.unfinished(task, limit(task)), fired.at())
        : Step.rejected(this, "the timer is stale");
  }

  Step onPause(Input.PauseRequested pause) {
    if (paused) {
      return Step.rejected(this, "the sequence is paused already");
    }
    Sequence held = with(true, Slot.NONE, pause.at());
    return slot == Slot.NONE ? Step.of(held) : Step.of(held, new Effect.ReleaseSlot());
  }

  Step onResume(Input.ResumeRequested resume) {
    if (!paused) {
      return Step.rejected(this, "the sequence is not paused");
    }
    Sequence going = with(false, slot, resume.at());
    return current != null && current.isApproval() && current.isSent()
        ? Step.of(going)
        : going.wantSlot(phase != Phase.TRIGGERED, resume.at());
  }

  Step onAbort(Input.AbortRequested abort) {
    Map<String, Object> data =
        SequenceEvents.common(identity, "aborted", "pass", "", identity.labels());
    return cut(Phase.FINISHED, data, abort.at(), CutSequence.ABORTED);
  }

  private Step enter(int index, Instant now) {
    TaskDefinition next = plan.tasks().get(index);
    Instant due = now.plus(next.delay());
    CurrentTask task =
        CurrentTask.held(next.name(), index, identity.derived("task/" + index), now, due);
    Sequence there = with(task.isApproval() ? Phase.WAITING_FOR_APPROVAL : Phase.STARTED, task);
    Step step = slot == Slot.HELD || paused ? there.sendIfPossible(now) : there.wantSlot(true, now);
    if (step.sequence().sent()) {
      return step;
    }
    Step shown = step.after(new Effect.ShowTask(SequenceEvents.taskTriggered(there, task, due)));
    return task.isDue(now)
        ? shown
        : shown.then(new Effect.StartTimer(TaskTimer.DELAY.id(identity, task), due));
  }

  private boolean sent() {
    return current != null && current.isSent();
  }

  /**
   * Sends the current task if nothing holds it back; called whenever one of the reasons is gone.
   */
  private Step sendIfPossible(Instant now) {
    CurrentTask task = current;
    if (task == null || task.isSent() || !task.isDue(now) || paused || slot != Slot.HELD) {
      return Step.of(this);
    }
    Sequence sent = with(phase, task.sent(now));
    Step step = Step.of(
            task.isApproval() ? sent.with(paused, Slot.NONE, since) : sent,
            new Effect.SendTask(SequenceEvents.taskTriggered(this, task, now)),
            start(TaskTimer.START, task, now.plus(plan.startTimeout())))
        .then(limitTimer(task, now.plus(limit(task))));
    return task.isApproval() ? step.then(new Effect.ReleaseSlot()) : step;
  }

  private Step complete(CurrentTask task, KeptnEvent last, Instant now) {
    FinishedTask outcome = FinishedTask.of(task);
    List<FinishedTask> more = new ArrayList<>(done);
    more.add(outcome);
    Sequence after = new Sequence(
        identity, plan, Phase.STARTED, paused, slot, since, more, null, triggeredAt, deadline);
    boolean over = outcome.endsSequence() || more.size() == plan.tasks().size();
    Step step = over ? after.finish(outcome, last, now) : after.enter(more.size(), now);
    return (limit(task).isZero() ? step : step.after(cancel(TaskTimer.LIMIT, task)))
        .after(new Effect.CloseTask(task.triggeredId()));
  }

  private Step finish(FinishedTask last, KeptnEvent lastEvent, Instant now) {
    Map<String, Object> data = SequenceEvents.common(
        identity, last.status(), last.result(), lastEvent.message(), lastEvent.labels());
    Effect finish = new Effect.FinishSequence(
        SequenceEvents.finished(identity, data, now), last.name(), last.result());
    return end(Phase.FINISHED, finish);
  }

  private Step timeOut(String message, Instant now) {
    Map<String, Object> data =
        SequenceEvents.common(identity, "errored", "fail", message, Payload.labels(this));
    return cut(Phase.TIMED_OUT, data, now, CutSequence.TIMED_OUT);
  }

  private Step cut(Phase end, Map<String, Object> data, Instant now, String outcome) {
    CurrentTask task = current;
    Effect cut = new CutSequence(
        SequenceEvents.finished(identity, data, now), task == null ? "" : task.name(), outcome);
    Step step = end(end, cut);
    return task == null
        ? step
        : step.after(
            new Effect.CloseTask(task.triggeredId()),
            cancel(TaskTimer.START, task),
            cancel(TaskTimer.DELAY, task),
            cancel(TaskTimer.LIMIT, task));
  }

  private Step end(Phase end, Effect finish) {
    Step step = Step.of(
        new Sequence(identity, plan, end, false, Slot.NONE, since, done, null, triggeredAt, null),
        finish);
    if (deadline != null) {
      step = step.after(new Effect.CancelTimer(TaskTimer.DEADLINE.id(identity)));
    }
    return slot == Slot.NONE ? step : step.then(new Effect.ReleaseSlot());
  }

  private Step wantSlot(boolean urgent, Instant now) {
    return slot == Slot.NONE
        ? Step.of(with(paused, Slot.WANTED, now), new Effect.RequestSlot(urgent))
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

  /** The data of a sequence in {@code stage} that follows the cut of this one. */
  public Map<String, Object> followUpData(String stage, KeptnEvent finished) {
    return Payload.ofFollowUp(this, stage, finished);
  }

  /** How long {@code task} may take once it was sent; zero for as long as it likes. */
  Duration limit(CurrentTask task) {
    return plan.tasks().get(task.index()).limit();
  }

  private Effect[] limitTimer(CurrentTask task, Instant end) {
    return limit(task).isZero() ? new Effect[0] : new Effect[] {start(TaskTimer.LIMIT, task, end)};
  }

  private Effect start(TaskTimer timer, CurrentTask task, Instant due) {
    return new Effect.StartTimer(timer.id(identity, task), due);
  }

  private Effect cancel(TaskTimer timer, CurrentTask task) {
    return new Effect.CancelTimer(timer.id(identity, task));
  }

  private Sequence with(boolean nowPaused, Slot nextSlot, Instant at) {
    return new Sequence(
        identity, plan, phase, nowPaused, nextSlot, at, done, current, triggeredAt, deadline);
  }

  private Sequence with(Phase next, CurrentTask task) {
    return new Sequence(
        identity, plan, next, paused, slot, since, done, task, triggeredAt, deadline);
  }
}
