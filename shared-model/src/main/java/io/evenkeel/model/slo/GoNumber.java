package io.evenkeel.model.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Numbers as Keptn's files and messages spell them.
 *
 * <p>Source: evaluation.md §8.1 step 6 (reading) and §11 (writing).
 */
final class GoNumber {

  private static final String DIGITS = "\\d(?:_?\\d)*";
  private static final String HEX = "[0-9a-fA-F](?:_?[0-9a-fA-F])*";
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:%1$s\\.?(?:%1$s)?|\\.%1$s)(?:[eE][+-]?%1$s)?".formatted(DIGITS));
  private static final Pattern HEXADECIMAL = Pattern.compile(
      "[+-]?0[xX]_?(?:%1$s\\.?(?:%1$s)?|\\.%1$s)[pP][+-]?%2$s".formatted(HEX, DIGITS));

  private static final int MOST_DIGITS = 17;
  private static final int LARGEST_PLAIN_EXPONENT = 5;
  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private GoNumber() {}

  /**
   * Reads a finite number; empty for anything else, and for {@code inf} and {@code nan}, which
   * could not be reported in JSON (§14 D9).
   */
  static OptionalDouble parse(String text) {
    if (!DECIMAL.matcher(text).matches() && !HEXADECIMAL.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text.replace("_", ""));
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /**
   * Writes the shortest decimal that reads back the same: {@code 75}, {@code 33.33333333333333},
   * with an exponent below 1e-4 and from 1e6: {@code 1e-05}, {@code 1.2e+07}.
   */
  static String format(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal shortest = shortest(value);
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent <= LARGEST_PLAIN_EXPONENT) {
      return shortest.toPlainString();
    }
    String digits = shortest.scaleByPowerOfTen(-exponent).toPlainString();
    return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN)).stripTrailingZeros();
  }
}
