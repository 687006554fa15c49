package io.evenkeel.cli;

/**
 * A request the server refused, or a server that did not answer. The message is the server's own
 * where it sent one, otherwise a sentence that says what to do next.
 */
final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** HTTP status, or 0 if there was no answer. */
  private final int status;

  ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  ApiException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  int status() {
    return status;
  }
}
