package io.evenkeel.model.job;

/** Why a task cannot become a Kubernetes Job; the message is what the user is told. */
public final class JobCreationException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public JobCreationException(String message) {
    super(message);
  }
}
