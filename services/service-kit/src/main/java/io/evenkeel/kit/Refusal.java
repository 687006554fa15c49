package io.evenkeel.kit;

/** A request that is turned down for a reason the caller can read; becomes an error answer. */
public final class Refusal extends RuntimeException {

  private final int status;

  /** Refuses with an HTTP {@code status} and a sentence that says what, where and what next. */
  public Refusal(int status, String message) {
    super(message, null, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
