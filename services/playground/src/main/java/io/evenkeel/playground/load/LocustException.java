package io.evenkeel.playground.load;

/** Options or a locust file that cannot be run; the message says what, where and what instead. */
final class LocustException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int USAGE = 2;
  private static final int FAILED = 1;

  private final boolean usage;

  LocustException(String message) {
    super(message);
    this.usage = message.startsWith("error:");
  }

  /** What the program ends with: 2 for wrong options, as Python's programs do, else 1. */
  int exitCode() {
    return usage ? USAGE : FAILED;
  }
}
