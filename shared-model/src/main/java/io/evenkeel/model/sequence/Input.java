package io.evenkeel.model.sequence;

import io.evenkeel.model.event.KeptnEvent;
import java.time.Instant;

/**
 * Something that happened to a {@link Sequence}. Inputs carry their own time: the state machine
 * never reads a clock.
 */
public sealed interface Input {

  Instant at();

  /** Applies this input to {@code sequence}. */
  Step applyTo(Sequence sequence);

  /** The scope is free for this run. */
  record SlotGranted(Instant at) implements Input {
    @Override
    public Step applyTo(Sequence sequence) {
      return sequence.onSlotGranted(this);
    }
  }

  /** An executor sent {@code <task>.started} or {@code <task>.finished}. */
  record TaskAnswered(KeptnEvent event, Instant at) implements Input {
    @Override
    public Step applyTo(Sequence sequence) {
      return sequence.onTaskAnswered(this);
    }
  }

  /** An executor showed that it is alive without starting or finishing the task. */
  record TaskProgressed(String triggeredId, Instant at) implements Input {
    @Override
    public Step applyTo(Sequence sequence) {
      return sequence.onTaskProgressed(this);
    }
  }

  /** A timer the sequence had started is due. */
  record TimerFired(String timerId, Instant at) implements Input {
    @Override
    public Step applyTo(Sequence sequence) {
      return sequence.onTimerFired(this);
    }
  }

  /** Somebody wants the run held. */
  record PauseRequested(Instant at) implements Input {
    @Override
    public Step applyTo(Sequence sequence) {
      return sequence.onPause(this);
    }
  }

  /** Somebody wants the run to go on. */
  record ResumeRequested(Instant at) implements Input {
    @Override
    public Step applyTo(Sequence sequence) {
      return sequence.onResume(this);
    }
  }

  /** Somebody wants the run ended now. */
  record AbortRequested(Instant at) implements Input {
    @Override
    public Step applyTo(Sequence sequence) {
      return sequence.onAbort(this);
    }
  }
}
