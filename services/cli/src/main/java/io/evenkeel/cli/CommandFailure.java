package io.evenkeel.cli;

/**
 * A command that could not do what was asked. The message is what the user reads after
 * {@code Error: }; the exit status is 1.
 */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message);
  }

  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
