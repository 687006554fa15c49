package io.evenkeel.model.job;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Text that may be read only so many times: a pattern that backtracks without end then fails
 * instead of holding up the caller.
 */
record BoundedText(CharSequence text, AtomicLong left) implements CharSequence {

  private static final long READS = 2_000_000;

  static BoundedText of(CharSequence text) {
    return new BoundedText(text, new AtomicLong(READS));
  }

  @Override
  public char charAt(int index) {
    if (left.decrementAndGet() < 0) {
      throw new Exhausted();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.subSequence(start, end), left);
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** The pattern took too many steps. */
  static final class Exhausted extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exhausted() {
      super("the pattern needs more than " + READS + " steps");
    }
  }
}
