package io.evenkeel.model.job;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kubernetes resource quantity, {@code 500m} or {@code 1.5Gi}, in canonical form as the API
 * server writes it.
 *
 * <p>Source: Kubernetes API, {@code resource.Quantity}.
 */
record Quantity(String canonical) {

  private static final String SHAPE = "^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$";
  private static final String MALFORMED =
      "quantities must match the regular expression '" + SHAPE + "'";
  private static final Pattern PARTS = Pattern.compile(SHAPE);
  private static final Pattern EXPONENT = Pattern.compile("[eE][-+]?\\d{1,4}");
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "", 0, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);

  /**
   * Reads a quantity.
   *
   * @throws IllegalArgumentException in Kubernetes' words
   */
  static Quantity parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(MALFORMED);
    }
    BigDecimal number = number(parts.group(1));
    String suffix = parts.group(2);
    if (BINARY.indexOf(suffix) > 0) {
      return binary(number.multiply(KIBI.pow(BINARY.indexOf(suffix))));
    }
    if (DECIMAL.containsKey(suffix)) {
      return decimal(number.scaleByPowerOfTen(DECIMAL.getOrDefault(suffix, 0)), false);
    }
    if (EXPONENT.matcher(suffix).matches()) {
      return decimal(number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1))), true);
    }
    throw new IllegalArgumentException("unable to parse quantity's suffix");
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException malformed) {
      throw new IllegalArgumentException(MALFORMED);
    }
  }

  private static Quantity binary(BigDecimal value) {
    BigDecimal whole = limited(value);
    if (whole.abs().compareTo(KIBI) < 0 || whole.stripTrailingZeros().scale() > 0) {
      return decimal(whole, false);
    }
    int power = 0;
    while (power < BINARY.size() - 1 && whole.remainder(KIBI).signum() == 0) {
      whole = whole.divideToIntegralValue(KIBI);
      power++;
    }
    return new Quantity(whole.stripTrailingZeros().toPlainString() + BINARY.get(power));
  }

  private static Quantity decimal(BigDecimal value, boolean exponential) {
    BigDecimal rounded = limited(value).stripTrailingZeros();
    if (rounded.signum() == 0) {
      return new Quantity("0");
    }
    int power = Math.floorDiv(-rounded.scale(), 3) * 3;
    power = Math.max(-9, Math.min(18, power));
    String digits = rounded.scaleByPowerOfTen(-power).toPlainString();
    return new Quantity(digits + (exponential ? exponent(power) : suffix(power)));
  }

  private static String exponent(int power) {
    return power == 0 ? "" : "e" + power;
  }

  private static String suffix(int power) {
    return DECIMAL.entrySet().stream()
        .filter(unit -> unit.getValue() == power)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** Nothing finer than a billionth: what remains is rounded away from zero. */
  private static BigDecimal limited(BigDecimal value) {
    return value.scale() > 9 ? value.setScale(9, RoundingMode.UP) : value;
  }
}
