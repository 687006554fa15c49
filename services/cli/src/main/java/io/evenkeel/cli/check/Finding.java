package io.evenkeel.cli.check;

import java.util.Comparator;

/**
 * Something in a file that is wrong, or probably not meant.
 *
 * @param line 1-based
 * @param column 1-based, in characters
 * @param isError {@code false} for a warning: the file works, but not as it looks
 */
public record Finding(int line, int column, boolean isError, String text)
    implements Comparable<Finding> {

  private static final Comparator<Finding> ORDER =
      Comparator.comparingInt(Finding::line).thenComparingInt(Finding::column);

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  /** The line compilers print, which editors can jump to. */
  public String at(String file) {
    return "%s:%d:%d: %s: %s".formatted(file, line, column, isError ? "error" : "warning", text);
  }
}
