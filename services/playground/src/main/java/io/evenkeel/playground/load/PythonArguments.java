package io.evenkeel.playground.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a Python call, as far as they are literals: strings, numbers, {@code True},
 * {@code False}, {@code None}, lists and dictionaries of those.
 *
 * @param positional in order
 * @param named by keyword
 */
record PythonArguments(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {

  /**
   * Reads what stands between a call's parentheses.
   *
   * @throws IllegalArgumentException if something in there is no literal; the message quotes it
   */
  static PythonArguments parse(String text) {
    return new Reader(text).arguments();
  }

  private static final class Reader {

    private static final Pattern KEYWORD = Pattern.compile("([A-Za-z_]\\w*)\\s*=(?!=)\\s*");
    private static final Pattern NUMBER =
        Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?(?![\\w.])");
    private static final Pattern WORD = Pattern.compile("True|False|None");
    private static final Pattern STRING =
        Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"|'((?:[^'\\\\\n]|\\\\.)*)'");

    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    PythonArguments arguments() {
      List<@Nullable Object> positional = new ArrayList<>();
      Map<String, @Nullable Object> named = new LinkedHashMap<>();
      skipBlank();
      while (at < text.length()) {
        Matcher keyword = matcher(KEYWORD);
        if (keyword.lookingAt()) {
          at = keyword.end();
          named.put(keyword.group(1), value());
        } else {
          positional.add(value());
        }
        separator("");
      }
      return new PythonArguments(positional, named);
    }

    private @Nullable Object value() {
      skipBlank();
      if (take("[")) {
        return list();
      }
      if (take("{")) {
        return dictionary();
      }
      Matcher string = matcher(STRING);
      if (string.lookingAt()) {
        at = string.end();
        return unescaped(string.group(1) == null ? string.group(2) : string.group(1));
      }
      Matcher number = matcher(NUMBER);
      if (number.lookingAt()) {
        at = number.end();
        return number(number.group());
      }
      return word();
    }

    private @Nullable Object word() {
      Matcher word = matcher(WORD);
      if (!word.lookingAt()) {
        throw new IllegalArgumentException(
            "not a literal value: " + text.substring(at).strip());
      }
      at = word.end();
      return word.group().equals("None") ? null : (Object) word.group().equals("True");
    }

    private List<@Nullable Object> list() {
      List<@Nullable Object> values = new ArrayList<>();
      skipBlank();
      while (!take("]")) {
        values.add(value());
        separator("]");
      }
      return values;
    }

    private Map<String, @Nullable Object> dictionary() {
      Map<String, @Nullable Object> values = new LinkedHashMap<>();
      skipBlank();
      while (!take("}")) {
        String key = String.valueOf(value());
        skipBlank();
        if (!take(":")) {
          throw new IllegalArgumentException(
              "expected \":\" at: " + text.substring(at).strip());
        }
        values.put(key, value());
        separator("}");
      }
      return values;
    }

    /** Reads the comma between two values, or stands before {@code close}. */
    private void separator(String close) {
      skipBlank();
      boolean end = close.isEmpty() ? at == text.length() : text.startsWith(close, at);
      if (!end && !take(",")) {
        throw new IllegalArgumentException(
            "not a literal value: " + text.substring(at).strip());
      }
      skipBlank();
    }

    private boolean take(String symbol) {
      boolean found = text.startsWith(symbol, at);
      at += found ? symbol.length() : 0;
      return found;
    }

    private void skipBlank() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private Matcher matcher(Pattern pattern) {
      return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
    }

    private static Object number(String digits) {
      return digits.matches("[+-]?\\d{1,18}")
          ? (Object) Long.parseLong(digits)
          : (Object) Double.parseDouble(digits);
    }

    private static String unescaped(String quoted) {
      return Pattern.compile("\\\\(.)")
          .matcher(quoted)
          .replaceAll(match -> Matcher.quoteReplacement(
              switch (match.group(1)) {
                case "n" -> "\n";
                case "t" -> "\t";
                default -> match.group(1);
              }));
    }
  }
}
