package io.evenkeel.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One measured number.
 *
 * @param name what it is, a key of the JSON
 * @param unit such as {@code ms} or {@code /s}; {@code ""} for a plain number
 * @param goal what it should be, or null if nothing was promised
 */
record Figure(
    String name, double value, String unit, @Nullable Goal goal) {

  /** A bound. */
  record Goal(boolean atMost, double bound) {

    boolean isMetBy(double value) {
      return atMost ? value <= bound : value >= bound;
    }

    @Override
    public String toString() {
      return (atMost ? "≤ " : "≥ ") + number(bound);
    }
  }

  static Figure of(String name, double value, String unit) {
    return new Figure(name, value, unit, null);
  }

  static Figure atMost(String name, double value, String unit, double bound) {
    return new Figure(name, value, unit, new Goal(true, bound));
  }

  static Figure atLeast(String name, double value, String unit, double bound) {
    return new Figure(name, value, unit, new Goal(false, bound));
  }

  boolean isMissed() {
    return goal != null && !goal.isMetBy(value);
  }

  /** With as many decimals as a person wants to see. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    boolean whole = value == Math.rint(value) || Math.abs(value) >= 1000;
    int decimals = whole ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
