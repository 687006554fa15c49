package io.evenkeel.model.job;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A value of an event as the text of an environment variable. Values are those of
 * {@link io.evenkeel.model.Json} and {@link Instant}.
 *
 * <p>Source: job-executor.md §9.
 */
final class EventText {

  private static final double LARGEST_PLAIN = 1e21;
  private static final double SMALLEST_PLAIN = 1e-6;
  private static final int DOUBLE_DIGITS = 17;
  private static final int LARGE_EXPONENT = 6;

  private static final DateTimeFormatter RFC_3339 = timestamp("'T'", "'Z'");
  private static final DateTimeFormatter GO_TIME = timestamp("' '", "' +0000 UTC'");

  private EventText() {}

  /** Formats by {@code as}: {@code json}, {@code yaml}, anything else is plain. */
  static String format(@Nullable Object value, String as) {
    return switch (as.toLowerCase(Locale.ROOT)) {
      case "json" -> json(value);
      case "yaml" -> GoYaml.write(value);
      default -> plain(value);
    };
  }

  /** Text as it is, objects as JSON, null as nothing; lists the way Go prints them. */
  static String plain(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    return value instanceof Map<?, ?> ? json(value) : printed(value);
  }

  private static String printed(@Nullable Object value) {
    if (value == null) {
      return "<nil>";
    }
    if (value instanceof List<?> list) {
      return list.stream().map(EventText::printed).collect(Collectors.joining(" ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return sorted(map).entrySet().stream()
          .map(member -> member.getKey() + ":" + printed(member.getValue()))
          .collect(Collectors.joining(" ", "map[", "]"));
    }
    if (value instanceof Instant time) {
      return GO_TIME.format(time.atOffset(ZoneOffset.UTC));
    }
    return value instanceof Number number ? number(number) : value.toString();
  }

  /** Compact JSON, keys sorted, characters that mean something in HTML escaped. */
  static String json(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    writeJson(value, out);
    return out.toString();
  }

  static String rfc3339(Instant time) {
    return RFC_3339.format(time.atOffset(ZoneOffset.UTC));
  }

  static Map<String, @Nullable Object> sorted(Map<?, ?> map) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((key, member) -> sorted.put(String.valueOf(key), member));
    return sorted;
  }

  private static void writeJson(@Nullable Object value, StringBuilder out) {
    if (value instanceof Map<?, ?> map) {
      out.append('{');
      sorted(map).forEach((key, member) -> {
        out.append(out.charAt(out.length() - 1) == '{' ? "" : ",");
        writeText(key, out);
        out.append(':');
        writeJson(member, out);
      });
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (int index = 0; index < list.size(); index++) {
        out.append(index == 0 ? "" : ",");
        writeJson(list.get(index), out);
      }
      out.append(']');
    } else if (value instanceof Number number) {
      out.append(number(number));
    } else if (value instanceof String || value instanceof Instant) {
      writeText(value instanceof Instant time ? rfc3339(time) : value.toString(), out);
    } else {
      out.append(value);
    }
  }

  private static void writeText(String text, StringBuilder out) {
    out.append('"');
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      switch (character) {
        case '"', '\\' -> out.append('\\').append(character);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default ->
          out.append(
              mustEscape(character)
                  ? "\\u%04x".formatted((int) character)
                  : String.valueOf(character));
      }
    }
    out.append('"');
  }

  private static boolean mustEscape(char character) {
    return character < ' ' || "<>&\u2028\u2029".indexOf(character) >= 0;
  }

  /** Plain digits; an exponent only from 1e21 and below 1e-6, as Go writes JSON. */
  static String number(Number number) {
    if (number instanceof Long || number instanceof Integer) {
      return number.toString();
    }
    if (number instanceof BigInteger big && big.bitLength() < Long.SIZE) {
      return big.toString();
    }
    double value = number.doubleValue();
    double size = Math.abs(value);
    boolean plain = value == 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN);
    return plain ? shortest(value).toPlainString() : exponent(shortest(value), 1);
  }

  /** The form Go's {@code %v} has: an exponent of at least two digits from 1e6 and below 1e-4. */
  static String goFloat(double value) {
    BigDecimal digits = shortest(value);
    int exponent = digits.precision() - digits.scale() - 1;
    boolean small = digits.signum() != 0 && exponent < -4;
    boolean large = exponent >= LARGE_EXPONENT;
    return small || large ? exponent(digits, 2) : digits.toPlainString();
  }

  private static String exponent(BigDecimal digits, int width) {
    String unscaled = digits.unscaledValue().abs().toString();
    int exponent = digits.precision() - digits.scale() - 1;
    String fraction = unscaled.length() == 1 ? "" : "." + unscaled.substring(1);
    String power = String.valueOf(Math.abs(exponent));
    return (digits.signum() < 0 ? "-" : "")
        + unscaled.charAt(0)
        + fraction
        + (exponent < 0 ? "e-" : "e+")
        + (power.length() < width ? "0" + power : power);
  }

  /** The fewest digits that read back as {@code value}. */
  private static BigDecimal shortest(double value) {
    if (value == 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < DOUBLE_DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits));
      if (rounded.doubleValue() == value) {
        return rounded.stripTrailingZeros();
      }
    }
    return exact.round(new MathContext(DOUBLE_DIGITS)).stripTrailingZeros();
  }

  private static DateTimeFormatter timestamp(String separator, String zone) {
    return new DateTimeFormatterBuilder()
        .appendPattern("uuuu-MM-dd" + separator + "HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
        .appendPattern(zone)
        .toFormatter(Locale.ROOT);
  }
}
