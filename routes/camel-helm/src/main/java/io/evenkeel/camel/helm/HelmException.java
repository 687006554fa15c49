package io.evenkeel.camel.helm;

/**
 * Helm refused or failed; the message says which operation on which release, then Helm's own words.
 */
public final class HelmException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public HelmException(String message) {
    super(message);
  }

  HelmException(HelmCommand command, Throwable cause) {
    super("helm " + command + ": " + words(cause), cause);
  }

  private static String words(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.toString() : message.strip();
  }
}
