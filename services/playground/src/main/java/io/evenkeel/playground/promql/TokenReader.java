package io.evenkeel.playground.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A query's tokens and how far they have been read. */
final class TokenReader {

  private final String text;
  private final List<Token> tokens;
  private int next;

  TokenReader(String text) {
    this.text = text;
    this.tokens = Lexer.tokens(text);
  }

  Token peek() {
    return tokens.get(next);
  }

  /** The token after {@link #peek}; the end repeats itself. */
  Token peekSecond() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(next);
    next = Math.min(next + 1, tokens.size() - 1);
    return token;
  }

  boolean takeIfSymbol(String symbol) {
    boolean found = peek().isSymbol(symbol);
    if (found) {
      take();
    }
    return found;
  }

  boolean takeIfWord(String word) {
    boolean found = peek().isWord(word);
    if (found) {
      take();
    }
    return found;
  }

  void expectSymbol(String symbol, String where) {
    if (!takeIfSymbol(symbol)) {
      throw unexpected(where + ", expected \"" + symbol + "\"");
    }
  }

  String expect(Token.Kind kind, String where) {
    if (peek().kind() != kind) {
      throw unexpected(where);
    }
    return take().text();
  }

  /** Reads {@code open element, element close}; a comma before the end is allowed. */
  <T> List<T> list(String open, String close, String where, Supplier<T> element) {
    expectSymbol(open, where);
    List<T> elements = new ArrayList<>();
    while (!takeIfSymbol(close)) {
      elements.add(element.get());
      if (!peek().isSymbol(close)) {
        expectSymbol(",", where);
      }
    }
    return List.copyOf(elements);
  }

  /** {@code unexpected <token> in <where>}, at the token that comes next. */
  PromQlException unexpected(String where) {
    return fail(peek(), "unexpected " + peek().describe() + " in " + where);
  }

  PromQlException fail(Token at, String message) {
    return PromQlException.parse(Position.of(text, at.offset()), message);
  }
}
