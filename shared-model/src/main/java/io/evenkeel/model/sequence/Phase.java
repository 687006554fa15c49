package io.evenkeel.model.sequence;

/** Where a run is, apart from being paused. The text is what clients see. */
public enum Phase {
  TRIGGERED("triggered"),
  STARTED("started"),
  WAITING_FOR_APPROVAL("waitingForApproval"),
  FINISHED("finished"),
  TIMED_OUT("timedOut");

  private final String text;

  Phase(String text) {
    this.text = text;
  }

  public boolean ended() {
    return this == FINISHED || this == TIMED_OUT;
  }

  static Phase of(String text) {
    for (Phase phase : values()) {
      if (phase.text.equals(text)) {
        return phase;
      }
    }
    throw new IllegalArgumentException("not a phase: " + text);
  }

  @Override
  public String toString() {
    return text;
  }
}
