package io.evenkeel.kit;

/** Somebody else handles the delivery: nothing of what was decided here is to stay. */
final class LostLease extends RuntimeException {

  private static final long serialVersionUID = 1;

  LostLease() {
    super("the lease has been lost", null, false, false);
  }
}
