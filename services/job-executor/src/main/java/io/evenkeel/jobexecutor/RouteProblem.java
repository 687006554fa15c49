package io.evenkeel.jobexecutor;

import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * What is wrong with a route file.
 *
 * @param line from 1; 0 if unknown
 * @param reason one sentence for whoever wrote the file
 */
record RouteProblem(int line, String reason) {

  private static final int REASON_MAX = 500;

  /** Reads line and reason out of what Camel throws. */
  static RouteProblem of(Throwable failure) {
    int line = 0;
    Throwable innermost = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      line = Math.max(line, line(cause));
      innermost = cause;
    }
    return new RouteProblem(line, reason(innermost));
  }

  /** The same at {@code otherLine}, unless the line is known already. */
  RouteProblem orAt(int otherLine) {
    return line > 0 ? this : new RouteProblem(otherLine, reason);
  }

  private static int line(Throwable cause) {
    return cause instanceof MarkedYamlEngineException marked
        ? marked.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0)
        : 0;
  }

  private static String reason(Throwable cause) {
    String text = cause instanceof MarkedYamlEngineException marked && marked.getProblem() != null
        ? marked.getProblem()
        : String.valueOf(cause.getMessage());
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= REASON_MAX ? line : line.substring(0, REASON_MAX) + " …";
  }

  /** {@code line 7: reason}. */
  @Override
  public String toString() {
    return line == 0 ? reason : "line %d: %s".formatted(line, reason);
  }
}
