package io.evenkeel.model.sequence;

/** A run's claim on its scope: per project, stage and service one run may send tasks at a time. */
public enum Slot {
  /** Not needed now: waits for an approval, is paused, or has ended. */
  NONE,
  /** In the scope's queue. */
  WANTED,
  HELD
}
