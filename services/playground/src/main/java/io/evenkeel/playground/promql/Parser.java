package io.evenkeel.playground.promql;

import io.evenkeel.playground.promql.BinaryOperator.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one query and checks its types. */
final class Parser {

  /** Deeper nesting is refused, so that no query can exhaust the stack. */
  private static final int MAX_DEPTH = 100;

  private final TokenReader tokens;
  private final SelectorParser selectors;
  private final CallParser calls;
  private int depth;

  private Parser(String text) {
    this.tokens = new TokenReader(text);
    this.selectors = new SelectorParser(tokens);
    this.calls = new CallParser(tokens, this::expression);
  }

  static Expression parse(String text) {
    Parser parser = new Parser(text);
    if (parser.tokens.peek().kind() == Token.Kind.END) {
      throw parser.tokens.fail(parser.tokens.peek(), "no expression found in input");
    }
    Expression expression = parser.expression();
    if (parser.tokens.peek().kind() != Token.Kind.END) {
      throw parser.tokens.fail(
          parser.tokens.peek(), "unexpected " + parser.tokens.peek().describe());
    }
    return expression;
  }

  private Expression expression() {
    return binary(1);
  }

  /** Precedence climbing: reads operators that bind at least as tightly as {@code minimum}. */
  private Expression binary(int minimum) {
    Expression left = unary();
    while (true) {
      Token token = tokens.peek();
      Optional<BinaryOperator> operator = BinaryOperator.of(token);
      if (operator.isEmpty() || operator.get().precedence() < minimum) {
        return left;
      }
      tokens.take();
      left = operation(operator.get(), token, left);
    }
  }

  private Expression operation(BinaryOperator operator, Token token, Expression left) {
    Token bool = tokens.peek();
    boolean yieldsTruth = tokens.takeIfWord("bool");
    if (yieldsTruth && operator.kind() != Kind.COMPARISON) {
      throw tokens.fail(bool, "bool modifier can only be used on comparison operators");
    }
    Optional<Grouping> matching = calls.matching();
    int next = operator.precedence() + (operator.isRightAssociative() ? 0 : 1);
    Expression right = binary(next);
    BinaryExpression result =
        new BinaryExpression(operator, left, right, matching.orElse(Grouping.ALL), yieldsTruth);
    check(result, token, matching.isPresent());
    return result;
  }

  private void check(BinaryExpression operation, Token token, boolean matching) {
    for (Expression side : List.of(operation.left(), operation.right())) {
      if (side.type() != Value.Type.SCALAR && side.type() != Value.Type.INSTANT_VECTOR) {
        throw tokens.fail(
            token, "binary expression must contain only scalar and instant vector types");
      }
      if (operation.operator().kind() == Kind.SET && side.type() == Value.Type.SCALAR) {
        throw tokens.fail(
            token,
            "set operator \"" + operation.operator()
                + "\" not allowed in binary scalar expression");
      }
      if (matching && side.type() == Value.Type.SCALAR) {
        throw tokens.fail(token, "vector matching only allowed between instant vectors");
      }
    }
    if (operation.type() == Value.Type.SCALAR
        && operation.operator().kind() == Kind.COMPARISON
        && !operation.bool()) {
      throw tokens.fail(token, "comparisons between scalars must use BOOL modifier");
    }
  }

  private Expression unary() {
    Token sign = tokens.peek();
    if (!sign.isSymbol("-") && !sign.isSymbol("+")) {
      return selectors.suffixes(primary());
    }
    tokens.take();
    // Binds looser than ^ only: -2^2 is -(2^2).
    Expression operand = nested(sign, () -> binary(BinaryOperator.POWER.precedence()));
    if (operand.type() != Value.Type.SCALAR && operand.type() != Value.Type.INSTANT_VECTOR) {
      throw tokens.fail(
          sign,
          "unary expression only allowed on expressions of type scalar or instant vector, got "
              + operand.type());
    }
    return sign.isSymbol("-") ? new Negation(operand) : operand;
  }

  private Expression primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER -> Literal.number(number(tokens.take().text()));
      case STRING -> Literal.text(tokens.take().text());
      case IDENTIFIER -> named(token);
      case SYMBOL -> token.isSymbol("(") ? parenthesised() : braced(token);
      default -> throw tokens.fail(token, "unexpected " + token.describe());
    };
  }

  private Expression parenthesised() {
    Token open = tokens.take();
    Expression inner = nested(open, this::expression);
    tokens.expectSymbol(")", "parenthesized expression");
    return inner;
  }

  private Expression braced(Token token) {
    if (token.isSymbol("{")) {
      return selectors.selector();
    }
    throw tokens.fail(token, "unexpected " + token.describe());
  }

  private Expression named(Token token) {
    if (token.isWord("inf") || token.isWord("nan")) {
      return Literal.number(number(tokens.take().text()));
    }
    return calls.isCall() ? nested(token, calls::call) : selectors.selector();
  }

  private Expression nested(Token at, java.util.function.Supplier<Expression> inner) {
    if (++depth > MAX_DEPTH) {
      throw tokens.fail(at, "expression is nested deeper than " + MAX_DEPTH + " levels");
    }
    Expression expression = inner.get();
    depth--;
    return expression;
  }

  private static double number(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("inf")) {
      return Double.POSITIVE_INFINITY;
    }
    if (lower.equals("nan")) {
      return Double.NaN;
    }
    return lower.startsWith("0x")
        ? new java.math.BigInteger(lower.substring(2), 16).doubleValue()
        : Double.parseDouble(lower);
  }
}
