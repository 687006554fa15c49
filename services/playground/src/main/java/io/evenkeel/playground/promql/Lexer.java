package io.evenkeel.playground.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a query into {@link Token}s. */
final class Lexer {

  private static final Pattern BLANK = Pattern.compile("(?:\\s+|#[^\\n]*)+");
  private static final Pattern DURATION = Pattern.compile("(?:\\d+(?:ms|[smhdwy]))+(?![\\w.])");
  private static final Pattern NUMBER =
      Pattern.compile("(?:0[xX][0-9a-fA-F]+|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)(?![\\w.])");
  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
  private static final Pattern SYMBOL =
      Pattern.compile("=~|!~|==|!=|<=|>=|[-+*/%^<>=(){}\\[\\],@:]");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int offset;

  private Lexer(String text) {
    this.text = text;
  }

  /** The query's tokens, ended by one of kind {@link Token.Kind#END}. */
  static List<Token> tokens(String text) {
    return new Lexer(text).read();
  }

  private List<Token> read() {
    while (skipBlank()) {
      readOne();
    }
    tokens.add(new Token(Token.Kind.END, "", offset));
    return tokens;
  }

  private boolean skipBlank() {
    Matcher blank = at(BLANK);
    if (blank.lookingAt()) {
      offset = blank.end();
    }
    return offset < text.length();
  }

  private void readOne() {
    char first = text.charAt(offset);
    if (first == '"' || first == '\'' || first == '`') {
      readString(first);
    } else if (!(take(DURATION, Token.Kind.DURATION)
        || take(NUMBER, Token.Kind.NUMBER)
        || take(IDENTIFIER, Token.Kind.IDENTIFIER)
        || take(SYMBOL, Token.Kind.SYMBOL))) {
      throw fail(offset, "unexpected character: '" + first + "'");
    }
  }

  private boolean take(Pattern pattern, Token.Kind kind) {
    Matcher matcher = at(pattern);
    if (!matcher.lookingAt()) {
      return false;
    }
    tokens.add(new Token(kind, matcher.group(), offset));
    offset = matcher.end();
    return true;
  }

  private void readString(char quote) {
    int start = offset++;
    StringBuilder value = new StringBuilder();
    while (offset < text.length() && text.charAt(offset) != quote) {
      value.append(text.charAt(offset) == '\\' && quote != '`' ? escaped() : text.charAt(offset++));
    }
    if (offset == text.length()) {
      throw fail(start, "unterminated quoted string");
    }
    offset++;
    tokens.add(new Token(Token.Kind.STRING, value.toString(), start));
  }

  private char escaped() {
    int start = offset;
    offset += 2;
    char escape = start + 1 < text.length() ? text.charAt(start + 1) : ' ';
    return switch (escape) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '\\', '"', '\'' -> escape;
      default -> throw fail(start, "unknown escape sequence in a quoted string: \\" + escape);
    };
  }

  private Matcher at(Pattern pattern) {
    return pattern.matcher(text).region(offset, text.length()).useTransparentBounds(true);
  }

  private PromQlException fail(int where, String message) {
    return PromQlException.parse(Position.of(text, where), message);
  }
}
