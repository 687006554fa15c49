package io.evenkeel.model.job;

import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * A character class of RE2 syntax as one of {@link java.util.regex.Pattern}: nested brackets and
 * {@code &&} are plain characters there, {@code [:alpha:]} is a class.
 *
 * @param end index after the class
 */
record RegexClass(String translated, int end) {

  private static final Set<String> POSIX = Set.of(
      "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
      "space", "upper", "word", "xdigit");

  /**
   * A character, or a named class, after a backslash.
   *
   * @param end index after it
   */
  record Escape(String translated, int end) {}

  /** Reads a class; {@code start} is the index after its opening bracket. */
  static RegexClass parse(String source, int start) {
    int position = start;
    StringBuilder out = new StringBuilder("[");
    if (source.startsWith("^", position)) {
      out.append('^');
      position++;
    }
    boolean first = true;
    while (first || position >= source.length() || source.charAt(position) != ']') {
      if (position >= source.length()) {
        throw new PatternSyntaxException("missing closing ]", source, position);
      }
      Escape member = member(source, position);
      out.append(member.translated());
      position = member.end();
      first = false;
    }
    return new RegexClass(out.append(']').toString(), position + 1);
  }

  private static Escape member(String source, int position) {
    if (source.startsWith("[:", position) && source.indexOf(":]", position) > 0) {
      return posix(source, position);
    }
    char character = source.charAt(position);
    if (character == '-') {
      // Java reads a hyphen at the edges as itself, between two characters as a range, as RE2.
      return new Escape("-", position + 1);
    }
    if (character != '\\') {
      int point = source.codePointAt(position);
      return new Escape(literal(point), position + Character.charCount(point));
    }
    if (position + 1 >= source.length()) {
      throw new PatternSyntaxException("trailing backslash", source, position);
    }
    char kind = source.charAt(position + 1);
    if ("afnrtdDsSwW".indexOf(kind) >= 0) {
      return new Escape("\\" + kind, position + 2);
    }
    return escape(source, position + 1);
  }

  private static Escape posix(String source, int position) {
    int end = source.indexOf(":]", position);
    String name = source.substring(position + 2, end);
    boolean not = name.startsWith("^");
    String known = not ? name.substring(1) : name;
    if (!POSIX.contains(known)) {
      throw new PatternSyntaxException("invalid character class range", source, position);
    }
    String java = known.equals("word")
        ? (not ? "\\W" : "\\w")
        : (not ? "\\P{" : "\\p{") + javaName(known) + "}";
    return new Escape(java, end + 2);
  }

  private static String javaName(String posix) {
    return switch (posix) {
      case "ascii" -> "ASCII";
      case "xdigit" -> "XDigit";
      default -> Character.toUpperCase(posix.charAt(0)) + posix.substring(1);
    };
  }

  /** Reads an escape other than those both syntaxes share; {@code start} is after the backslash. */
  static Escape escape(String source, int start) {
    char kind = source.charAt(start);
    if (kind == 'p' || kind == 'P') {
      return unicode(source, start);
    }
    if (kind == 'x') {
      return hexadecimal(source, start);
    }
    if (kind == 'v') {
      return new Escape(literal('\u000b'), start + 1);
    }
    String octal = octal(source, start);
    if (!octal.isEmpty()) {
      return new Escape(literal(Integer.parseInt(octal, 8)), start + octal.length());
    }
    if (kind < 128 && !Character.isLetterOrDigit(kind)) {
      return new Escape(literal(kind), start + 1);
    }
    throw new PatternSyntaxException("invalid escape sequence", source, start);
  }

  /** {@code \0}, {@code \12}, {@code \123}; one digit from 1 would be a back-reference. */
  private static String octal(String source, int start) {
    int end = start;
    while (end < source.length()
        && end < start + 3
        && "01234567".indexOf(source.charAt(end)) >= 0) {
      end++;
    }
    String digits = source.substring(start, end);
    return digits.startsWith("0") || digits.length() > 1 ? digits : "";
  }

  private static Escape hexadecimal(String source, int start) {
    boolean braced = source.startsWith("{", start + 1);
    int from = start + (braced ? 2 : 1);
    int to = braced ? source.indexOf('}', from) : from + 2;
    if (to < from
        || to > source.length()
        || !source.substring(from, to).matches("[0-9a-fA-F]{1,6}")) {
      throw new PatternSyntaxException("invalid escape sequence", source, start);
    }
    int point = Integer.parseInt(source.substring(from, to), 16);
    if (!Character.isValidCodePoint(point)) {
      throw new PatternSyntaxException("invalid escape sequence", source, start);
    }
    return new Escape(literal(point), to + (braced ? 1 : 0));
  }

  private static Escape unicode(String source, int start) {
    boolean braced = source.startsWith("{", start + 1);
    int from = start + (braced ? 2 : 1);
    int to = braced ? source.indexOf('}', from) : from + 1;
    if (to < from || to > source.length()) {
      throw new PatternSyntaxException("invalid character class range", source, start);
    }
    String name = source.substring(from, to);
    boolean not = name.startsWith("^") != (source.charAt(start) == 'P');
    String plain = name.startsWith("^") ? name.substring(1) : name;
    String java = plain.length() > 2 ? "Is" + plain : plain;
    return new Escape((not ? "\\P{" : "\\p{") + java + "}", to + (braced ? 1 : 0));
  }

  /** A character that stands for itself wherever it is put. */
  static String literal(int point) {
    return Character.isLetterOrDigit(point) && point < 128
        ? Character.toString(point)
        : "\\x{" + Integer.toHexString(point) + "}";
  }
}
