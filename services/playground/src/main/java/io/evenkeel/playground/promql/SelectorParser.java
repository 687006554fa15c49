package io.evenkeel.playground.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.PatternSyntaxException;

/** Reads {@code name{matchers}[range] offset 5m}. */
final class SelectorParser {

  private final TokenReader tokens;

  SelectorParser(TokenReader tokens) {
    this.tokens = tokens;
  }

  Selector selector() {
    Token start = tokens.peek();
    List<LabelMatcher> matchers = new ArrayList<>();
    if (start.kind() == Token.Kind.IDENTIFIER) {
      String name = tokens.take().text();
      matchers.add(LabelMatcher.of(Labels.NAME, LabelMatcher.Operator.EQUAL, name));
    }
    if (tokens.peek().isSymbol("{")) {
      matchers.addAll(tokens.list("{", "}", "label matching", this::matcher));
    }
    if (matchers.stream().allMatch(LabelMatcher::matchesEmpty)) {
      throw tokens.fail(start, "vector selector must contain at least one non-empty matcher");
    }
    return new Selector(List.copyOf(matchers), OptionalLong.empty(), 0);
  }

  /** Applies what may follow an expression: {@code [range]}, {@code offset}, {@code @}. */
  Expression suffixes(Expression expression) {
    Expression result = expression;
    while (true) {
      Token next = tokens.peek();
      if (next.isSymbol("[")) {
        result = range(result);
      } else if (next.isWord("offset")) {
        result = offset(result);
      } else if (next.isSymbol("@")) {
        throw tokens.fail(next, "the @ modifier is not supported by this metrics backend");
      } else {
        return result;
      }
    }
  }

  private LabelMatcher matcher() {
    String label = tokens.expect(Token.Kind.IDENTIFIER, "label matching, expected label name");
    LabelMatcher.Operator operator = operatorOf(tokens.take());
    Token value = tokens.peek();
    String text =
        tokens.expect(Token.Kind.STRING, "label matching, expected a quoted string as value");
    try {
      return LabelMatcher.of(label, operator, text);
    } catch (PatternSyntaxException malformed) {
      throw tokens.fail(
          value, "error parsing regexp \"" + text + "\": " + malformed.getDescription());
    }
  }

  private LabelMatcher.Operator operatorOf(Token token) {
    for (LabelMatcher.Operator operator : LabelMatcher.Operator.values()) {
      if (token.isSymbol(operator.toString())) {
        return operator;
      }
    }
    throw tokens.fail(
        token,
        "unexpected " + token.describe() + " in label matching, expected one of =, !=, =~, !~");
  }

  private Expression range(Expression ranged) {
    Token bracket = tokens.take();
    if (!(ranged instanceof Selector selector)) {
      throw tokens.fail(bracket, "subqueries are not supported by this metrics backend");
    }
    if (selector.range().isPresent() || selector.offset() != 0) {
      throw tokens.fail(bracket, "a range comes once, right after the vector selector");
    }
    long millis = duration("range selector");
    if (tokens.peek().text().startsWith(":")) {
      throw tokens.unexpected("range selector: subqueries are not supported by this backend");
    }
    tokens.expectSymbol("]", "range selector");
    return selector.withRange(millis);
  }

  private Expression offset(Expression shifted) {
    Token word = tokens.take();
    if (!(shifted instanceof Selector selector)) {
      throw tokens.fail(word, "offset modifier must be preceded by a vector or range selector");
    }
    boolean ahead = tokens.takeIfSymbol("-");
    long millis = duration("offset");
    return selector.withOffset(ahead ? -millis : millis);
  }

  private long duration(String where) {
    Token token = tokens.peek();
    String text =
        tokens.expect(Token.Kind.DURATION, where + ", expected a duration such as 5m or 90s");
    try {
      long millis = Durations.parse(text);
      if (millis > 0) {
        return millis;
      }
      throw tokens.fail(token, "duration must be greater than 0");
    } catch (IllegalArgumentException unreadable) {
      throw tokens.fail(token, String.valueOf(unreadable.getMessage()));
    }
  }
}
