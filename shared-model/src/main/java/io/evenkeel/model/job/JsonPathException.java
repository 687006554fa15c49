package io.evenkeel.model.job;

/** A path that cannot be read, or that leads nowhere; the message says which part. */
public final class JsonPathException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public JsonPathException(String message) {
    super(message);
  }
}
