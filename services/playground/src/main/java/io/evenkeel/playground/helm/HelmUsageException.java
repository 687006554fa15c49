package io.evenkeel.playground.helm;

/** A command line that {@code helm} would refuse, with what it would print after "Error: ". */
final class HelmUsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HelmUsageException(String message) {
    super(message);
  }
}
