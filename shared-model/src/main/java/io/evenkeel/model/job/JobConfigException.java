package io.evenkeel.model.job;

/** What is wrong with a {@code job/config.yaml}, in the words of Keptn's parser. */
public final class JobConfigException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public JobConfigException(String message) {
    super(message);
  }
}
