package io.evenkeel.model.yaml;

/** A text that is not YAML, or not in the form asked for; the message names the line. */
public final class YamlException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public YamlException(String message) {
    super(message);
  }

  public YamlException(String message, Throwable cause) {
    super(message, cause);
  }
}
