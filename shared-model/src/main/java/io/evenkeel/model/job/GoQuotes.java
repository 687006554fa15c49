package io.evenkeel.model.job;

import java.util.Map;
import java.util.Optional;

/** Quoted text of Go source: {@code "…"} and {@code '…'} with escapes, {@code `…`} without. */
final class GoQuotes {

  private static final Map<Character, Character> ESCAPES = Map.of(
      'a', '\u0007', 'b', '\b', 'f', '\f', 'n', '\n', 'r', '\r', 't', '\t', 'v', '\u000b', '\\',
      '\\');
  private static final Map<Character, Integer> HEX_DIGITS = Map.of('x', 2, 'u', 4, 'U', 8);

  private GoQuotes() {}

  /** Returns what {@code token} stands for; empty if it is malformed. */
  static Optional<String> unquote(String token) {
    char quote = token.charAt(0);
    if (token.length() < 2 || token.charAt(token.length() - 1) != quote) {
      return Optional.empty();
    }
    String inner = token.substring(1, token.length() - 1);
    if (quote == '`') {
      return Optional.of(inner.replace("\r", ""));
    }
    return unescape(inner, quote)
        .filter(text -> quote == '"' || text.codePointCount(0, text.length()) == 1);
  }

  private static Optional<String> unescape(String inner, char quote) {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < inner.length(); ) {
      char character = inner.charAt(index++);
      if (character == '\n' || character == quote) {
        return Optional.empty();
      }
      if (character != '\\') {
        text.append(character);
        continue;
      }
      int end = escapeEnd(inner, index, quote);
      if (end < 0) {
        return Optional.empty();
      }
      text.append(escape(inner.substring(index, end)));
      index = end;
    }
    return Optional.of(text.toString());
  }

  /** Where the escape that starts after a backslash ends, or -1 if it is none. */
  private static int escapeEnd(String inner, int start, char quote) {
    if (start >= inner.length()) {
      return -1;
    }
    char kind = inner.charAt(start);
    if (ESCAPES.containsKey(kind) || kind == quote) {
      return start + 1;
    }
    int digits = HEX_DIGITS.getOrDefault(kind, 0);
    int end = digits > 0 ? start + 1 + digits : start + 3;
    if (end > inner.length()) {
      return -1;
    }
    String code = inner.substring(digits > 0 ? start + 1 : start, end);
    boolean wellFormed = digits > 0 ? code.matches("[0-9a-fA-F]+") : code.matches("[0-3][0-7]{2}");
    return wellFormed && isCharacter(inner.substring(start, end)) ? end : -1;
  }

  private static boolean isCharacter(String escape) {
    return Character.isValidCodePoint((int) Math.min(Integer.MAX_VALUE, code(escape)));
  }

  private static String escape(String escape) {
    char kind = escape.charAt(0);
    if (escape.length() == 1) {
      return String.valueOf(ESCAPES.getOrDefault(kind, kind));
    }
    return Character.toString((int) code(escape));
  }

  private static long code(String escape) {
    return HEX_DIGITS.containsKey(escape.charAt(0))
        ? Long.parseLong(escape.substring(1), 16)
        : Long.parseLong(escape, 8);
  }
}
