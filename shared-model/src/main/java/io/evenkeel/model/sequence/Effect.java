package io.evenkeel.model.sequence;

import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;

/**
 * What is to be done because a {@link Sequence} changed; carried out by the shipyard controller.
 */
public sealed interface Effect {

  /** Hands this effect to the method that carries it out. */
  <R> R carryOut(Handler<R> handler);

  /** Queue for the scope; {@code urgent} goes before runs that have not started yet. */
  record RequestSlot(boolean urgent) implements Effect {
    @Override
    public <R> R carryOut(Handler<R> handler) {
      return handler.requestSlot(this);
    }
  }

  /** Let the next run of the scope go on. */
  record ReleaseSlot() implements Effect {
    @Override
    public <R> R carryOut(Handler<R> handler) {
      return handler.releaseSlot(this);
    }
  }

  /**
   * The run has got to a task that is not sent yet: delayed, queued or paused. Clients see it as
   * the stage's latest event all the same (sequences.md §3.10).
   */
  record ShowTask(KeptnEvent event) implements Effect {
    @Override
    public <R> R carryOut(Handler<R> handler) {
      return handler.showTask(this);
    }
  }

  /** Send a task to its executors; it is open until {@link CloseTask}. */
  record SendTask(KeptnEvent event) implements Effect {
    @Override
    public <R> R carryOut(Handler<R> handler) {
      return handler.sendTask(this);
    }
  }

  /** Nobody may answer this task any more. */
  record CloseTask(String eventId) implements Effect {
    @Override
    public <R> R carryOut(Handler<R> handler) {
      return handler.closeTask(this);
    }
  }

  /** The run has ended by itself; see what follows. */
  record FinishSequence(KeptnEvent event, String lastTask, String result) implements Effect {
    @Override
    public <R> R carryOut(Handler<R> handler) {
      return handler.finishSequence(this);
    }
  }

  /**
   * The run was ended from outside or gave up. Nothing follows unless a selector asks for it.
   *
   * @param lastTask the task it was at, or {@code ""} if it was at none
   * @param outcome {@code aborted} or {@code timedOut}
   */
  record CutSequence(KeptnEvent event, String lastTask, String outcome) implements Effect {

    public static final String ABORTED = "aborted";
    public static final String TIMED_OUT = "timedOut";

    @Override
    public <R> R carryOut(Handler<R> handler) {
      return handler.cutSequence(this);
    }
  }

  /** Wake the run up at {@code dueAt}. */
  record StartTimer(String timerId, Instant dueAt) implements Effect {
    @Override
    public <R> R carryOut(Handler<R> handler) {
      return handler.startTimer(this);
    }
  }

  /** The wake-up is no longer needed. */
  record CancelTimer(String timerId) implements Effect {
    @Override
    public <R> R carryOut(Handler<R> handler) {
      return handler.cancelTimer(this);
    }
  }

  /** The input had no effect, for this reason. */
  record Reject(String reason) implements Effect {
    @Override
    public <R> R carryOut(Handler<R> handler) {
      return handler.reject(this);
    }
  }

  /** One method per effect. */
  interface Handler<R> {
    R requestSlot(RequestSlot effect);

    R releaseSlot(ReleaseSlot effect);

    R showTask(ShowTask effect);

    R sendTask(SendTask effect);

    R closeTask(CloseTask effect);

    R finishSequence(FinishSequence effect);

    R cutSequence(CutSequence effect);

    R startTimer(StartTimer effect);

    R cancelTimer(CancelTimer effect);

    R reject(Reject effect);
  }
}
