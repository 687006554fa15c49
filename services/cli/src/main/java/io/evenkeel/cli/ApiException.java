package io.evenkeel.cli;

/**
 * A request the server refused, or a server that did not answer. The message is the server's own
 * where it sent one, otherwise a sentence that says what to do next.
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** HTTP status, or 0 if there was no answer. */
  private final int status;

  public ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  public ApiException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  public int status() {
    return status;
  }
}
