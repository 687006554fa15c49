package io.evenkeel.playground.promql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The operators between two expressions, with how tightly they bind (higher binds tighter). */
enum BinaryOperator {
  OR("or", 1, Kind.SET),
  AND("and", 2, Kind.SET),
  UNLESS("unless", 2, Kind.SET),
  EQUAL("==", 3, Kind.COMPARISON),
  NOT_EQUAL("!=", 3, Kind.COMPARISON),
  LESS_OR_EQUAL("<=", 3, Kind.COMPARISON),
  LESS("<", 3, Kind.COMPARISON),
  GREATER_OR_EQUAL(">=", 3, Kind.COMPARISON),
  GREATER(">", 3, Kind.COMPARISON),
  ADD("+", 4, Kind.ARITHMETIC),
  SUBTRACT("-", 4, Kind.ARITHMETIC),
  MULTIPLY("*", 5, Kind.ARITHMETIC),
  DIVIDE("/", 5, Kind.ARITHMETIC),
  MODULO("%", 5, Kind.ARITHMETIC),
  POWER("^", 6, Kind.ARITHMETIC);

  enum Kind {
    ARITHMETIC,
    /** Yields 1 or 0; without {@code bool}, keeps or drops the sample on the left. */
    COMPARISON,
    SET
  }

  private final String symbol;
  private final int precedence;
  private final Kind kind;

  BinaryOperator(String symbol, int precedence, Kind kind) {
    this.symbol = symbol;
    this.precedence = precedence;
    this.kind = kind;
  }

  static Optional<BinaryOperator> of(Token token) {
    String text = token.text().toLowerCase(Locale.ROOT);
    boolean operator = token.kind() == Token.Kind.SYMBOL || token.kind() == Token.Kind.IDENTIFIER;
    return Arrays.stream(values())
        .filter(candidate -> operator && candidate.symbol.equals(text))
        .findFirst();
  }

  /** The result for two numbers; set operators have none, they look at labels only. */
  double apply(double left, double right) {
    return switch (this) {
      case EQUAL -> truth(left == right);
      case NOT_EQUAL -> truth(left != right);
      case LESS_OR_EQUAL -> truth(left <= right);
      case LESS -> truth(left < right);
      case GREATER_OR_EQUAL -> truth(left >= right);
      case GREATER -> truth(left > right);
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case MODULO -> left % right;
      case POWER -> Math.pow(left, right);
      case OR, AND, UNLESS -> throw new IllegalStateException(this + " has no number as result");
    };
  }

  int precedence() {
    return precedence;
  }

  Kind kind() {
    return kind;
  }

  boolean isRightAssociative() {
    return this == POWER;
  }

  @Override
  public String toString() {
    return symbol;
  }

  private static double truth(boolean holds) {
    return holds ? 1 : 0;
  }
}
