package io.evenkeel.playground.cluster;

/** Something a container needs is not there yet; the message says what. */
final class NotReadyException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String missing;

  NotReadyException(String missing) {
    super(missing, null, false, false);
    this.missing = missing;
  }

  /** What is missing. */
  String missing() {
    return missing;
  }
}
