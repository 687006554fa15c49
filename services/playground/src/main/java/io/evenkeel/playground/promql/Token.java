package io.evenkeel.playground.promql;

/**
 * One word of a query.
 *
 * @param text as written; for a string, what it stands for
 * @param offset where it starts, counted in characters from zero
 */
record Token(Kind kind, String text, int offset) {

  enum Kind {
    NUMBER,
    DURATION,
    STRING,
    IDENTIFIER,
    SYMBOL,
    END
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Whether this is the keyword {@code word}; keywords are the same in upper case. */
  boolean isWord(String word) {
    return kind == Kind.IDENTIFIER && text.equalsIgnoreCase(word);
  }

  /** How an error message calls it. */
  String describe() {
    return switch (kind) {
      case END -> "end of input";
      case NUMBER -> "number \"" + text + "\"";
      case DURATION -> "duration \"" + text + "\"";
      case STRING -> "string \"" + text + "\"";
      case IDENTIFIER -> "identifier \"" + text + "\"";
      case SYMBOL -> "\"" + text + "\"";
    };
  }
}
