package io.evenkeel.cli;

/**
 * What a command's exit status says.
 *
 * <p>Without {@code --wait} only 0 (done) and 1 (any error) occur, as with Keptn's command line.
 */
public final class ExitStatus {

  /** Done; the run passed. */
  public static final int PASS = 0;

  /** An error; with {@code --wait}: the run failed. */
  public static final int FAIL = 1;

  /** The run passed with a warning. */
  public static final int WARNING = 2;

  /** There is no result: refused, unreachable, aborted, a task errored or was never started. */
  public static final int ERROR = 3;

  /** The run had not ended when {@code --timeout} had passed. */
  public static final int TIMEOUT = 4;

  private ExitStatus() {}
}
