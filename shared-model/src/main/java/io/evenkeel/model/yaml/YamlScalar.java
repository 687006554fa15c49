package io.evenkeel.model.yaml;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an unquoted YAML 1.1 scalar means: {@code yes} is a boolean, {@code 010} is eight,
 * {@code 1_000} a thousand.
 *
 * <p>Source: job-executor.md §4.3, remediation.md §1.
 *
 * @param tag short tag, e.g. {@code !!int}
 * @param value {@code null}, {@link Boolean}, {@link Long}, {@link BigInteger} (above 64 bits
 *     signed), {@link Double} or {@link String}
 */
public record YamlScalar(String tag, @Nullable Object value) {

  static final String STRING = "!!str";

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUES =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSES =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Map<String, Double> SPECIAL = Map.ofEntries(
      Map.entry(".nan", Double.NaN),
      Map.entry(".NaN", Double.NaN),
      Map.entry(".NAN", Double.NaN),
      Map.entry(".inf", Double.POSITIVE_INFINITY),
      Map.entry(".Inf", Double.POSITIVE_INFINITY),
      Map.entry(".INF", Double.POSITIVE_INFINITY),
      Map.entry("+.inf", Double.POSITIVE_INFINITY),
      Map.entry("+.Inf", Double.POSITIVE_INFINITY),
      Map.entry("+.INF", Double.POSITIVE_INFINITY),
      Map.entry("-.inf", Double.NEGATIVE_INFINITY),
      Map.entry("-.Inf", Double.NEGATIVE_INFINITY),
      Map.entry("-.INF", Double.NEGATIVE_INFINITY));

  private static final Pattern NUMBER_START = Pattern.compile("[-+.0-9].*", Pattern.DOTALL);
  private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}"
      + "([Tt ]\\d{1,2}:\\d{1,2}:\\d{1,2}(\\.\\d+)?)?(Z|[-+]\\d{2}:\\d{2})?");
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /** Reads an unquoted scalar. */
  public static YamlScalar plain(String text) {
    if (NULLS.contains(text)) {
      return new YamlScalar("!!null", null);
    }
    if (TRUES.contains(text) || FALSES.contains(text)) {
      return new YamlScalar("!!bool", TRUES.contains(text));
    }
    if (SPECIAL.containsKey(text)) {
      return new YamlScalar("!!float", SPECIAL.get(text));
    }
    return NUMBER_START.matcher(text).matches() ? number(text) : quoted(text);
  }

  /** A quoted scalar: always text. */
  public static YamlScalar quoted(String text) {
    return new YamlScalar(STRING, text);
  }

  private static YamlScalar number(String text) {
    if (TIMESTAMP.matcher(text).matches()) {
      return new YamlScalar("!!timestamp", text);
    }
    String digits = text.startsWith(".") ? text : text.replace("_", "");
    if (INTEGER.matcher(digits).matches()) {
      return new YamlScalar("!!int", integer(digits));
    }
    if (FLOAT.matcher(digits).matches()) {
      return new YamlScalar("!!float", Double.valueOf(digits));
    }
    return quoted(text);
  }

  private static Object integer(String text) {
    boolean negative = text.startsWith("-");
    String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
    BigInteger magnitude = magnitude(unsigned);
    BigInteger value = negative ? magnitude.negate() : magnitude;
    boolean fits = value.compareTo(LONG_MIN) >= 0 && value.compareTo(LONG_MAX) <= 0;
    return fits ? (Object) value.longValue() : value;
  }

  private static BigInteger magnitude(String digits) {
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      return switch (Character.toLowerCase(digits.charAt(1))) {
        case 'x' -> new BigInteger(digits.substring(2), 16);
        case 'b' -> new BigInteger(digits.substring(2), 2);
        case 'o' -> new BigInteger(digits.substring(2), 8);
        default -> new BigInteger(digits, 8);
      };
    }
    return new BigInteger(digits);
  }
}
