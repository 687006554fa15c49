package io.evenkeel.model.job;

import java.util.Locale;

/** Cuts a path into tokens as Go source is cut: blanks and comments separate, quotes enclose. */
final class JsonPathScanner {

  /** Kinds of token, named as in the error texts. */
  enum Kind {
    IDENT,
    INT,
    FLOAT,
    CHAR,
    STRING,
    RAWSTRING,
    SYMBOL,
    EOF
  }

  /**
   * A token.
   *
   * @param text as written
   * @param offset of its first character
   */
  record Token(Kind kind, String text, int offset) {

    boolean is(char symbol) {
      return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /** How error texts call it. */
    String describe() {
      return switch (kind) {
        case SYMBOL -> '"' + text + '"';
        case EOF -> "EOF";
        case RAWSTRING -> "RawString";
        default -> text(kind);
      };
    }

    private static String text(Kind kind) {
      return kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  private final String path;
  private int position;

  JsonPathScanner(String path) {
    this.path = path;
  }

  int position() {
    return position;
  }

  /** The next character, blanks included, or 0 at the end. */
  char peek() {
    return position < path.length() ? path.charAt(position) : 0;
  }

  void skip() {
    position++;
  }

  Token next() {
    skipBlanks();
    int start = position;
    if (start >= path.length()) {
      return new Token(Kind.EOF, "", start);
    }
    Kind kind = consume(path.charAt(start));
    return new Token(kind, path.substring(start, position), start);
  }

  private Kind consume(char first) {
    if (Character.isLetter(first) || first == '_') {
      skipWhileIdentifier();
      return Kind.IDENT;
    }
    if (isDigit(first) || (first == '.' && position + 1 < path.length() && isDigit(at(1)))) {
      return number();
    }
    return switch (first) {
      case '"' -> quoted('"', Kind.STRING);
      case '\'' -> quoted('\'', Kind.CHAR);
      case '`' -> raw();
      default -> {
        position += Character.charCount(path.codePointAt(position));
        yield Kind.SYMBOL;
      }
    };
  }

  private void skipWhileIdentifier() {
    while (Character.isLetterOrDigit(peek()) || peek() == '_') {
      position++;
    }
  }

  private Kind number() {
    int start = position;
    skipDigits();
    if (peek() == '.') {
      position++;
      skipDigits();
    }
    if (peek() == 'e' || peek() == 'E') {
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      skipDigits();
    }
    boolean whole = path.substring(start, position).chars().allMatch(Character::isDigit);
    return whole ? Kind.INT : Kind.FLOAT;
  }

  private void skipDigits() {
    while (isDigit(peek())) {
      position++;
    }
  }

  private Kind quoted(char quote, Kind kind) {
    position++;
    while (peek() != quote && peek() != '\n' && position < path.length()) {
      position += peek() == '\\' ? 2 : 1;
    }
    position = Math.min(position + 1, path.length());
    return kind;
  }

  private Kind raw() {
    int end = path.indexOf('`', position + 1);
    position = end < 0 ? path.length() : end + 1;
    return Kind.RAWSTRING;
  }

  private void skipBlanks() {
    while (position < path.length()) {
      if (" \t\r\n".indexOf(peek()) >= 0) {
        position++;
      } else if (path.startsWith("//", position)) {
        skipUntil("\n");
      } else if (path.startsWith("/*", position)) {
        skipUntil("*/");
      } else {
        return;
      }
    }
  }

  private void skipUntil(String end) {
    int found = path.indexOf(end, position + 2);
    position = found < 0 ? path.length() : found + end.length();
  }

  private char at(int ahead) {
    return path.charAt(position + ahead);
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }
}
