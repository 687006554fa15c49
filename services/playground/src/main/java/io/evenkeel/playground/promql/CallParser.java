package io.evenkeel.playground.promql;

import io.evenkeel.playground.promql.Aggregation.Operator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads function calls, aggregations and the label lists that go with operators. */
final class CallParser {

  private final TokenReader tokens;
  private final Supplier<Expression> expression;

  CallParser(TokenReader tokens, Supplier<Expression> expression) {
    this.tokens = tokens;
    this.expression = expression;
  }

  /** Whether a call comes next: a name before {@code (}, or an aggregation before its labels. */
  boolean isCall() {
    Token second = tokens.peekSecond();
    return second.isSymbol("(")
        || (operator().isPresent() && (second.isWord("by") || second.isWord("without")));
  }

  Expression call() {
    Optional<Operator> operator = operator();
    return operator.isPresent() ? aggregation(operator.get()) : function();
  }

  /** Reads {@code on (…)} or {@code ignoring (…)} if there is one. */
  Optional<Grouping> matching() {
    Token next = tokens.peek();
    if (!next.isWord("on") && !next.isWord("ignoring")) {
      return Optional.empty();
    }
    tokens.take();
    Grouping grouping = new Grouping(next.isWord("on"), labels());
    Token after = tokens.peek();
    if (after.isWord("group_left") || after.isWord("group_right")) {
      throw tokens.fail(after, after.text() + " is not supported by this metrics backend");
    }
    return Optional.of(grouping);
  }

  private Optional<Operator> operator() {
    return Operator.of(tokens.peek().text().toLowerCase(Locale.ROOT));
  }

  private Expression aggregation(Operator operator) {
    Token name = tokens.take();
    Optional<Grouping> before = grouping();
    List<Expression> arguments = tokens.list("(", ")", "aggregation", expression);
    Grouping grouping = before.or(this::grouping).orElse(Grouping.NONE);
    int expected = operator.takesParameter() ? 2 : 1;
    if (arguments.size() != expected) {
      throw tokens.fail(
          name,
          "wrong number of arguments for aggregate expression provided, expected %d, got %d"
              .formatted(expected, arguments.size()));
    }
    Expression vector = arguments.get(expected - 1);
    @Nullable Expression parameter = expected == 2 ? arguments.get(0) : null;
    if (parameter != null) {
      require(name, parameter, Value.Type.SCALAR, "aggregation parameter");
    }
    require(name, vector, Value.Type.INSTANT_VECTOR, "aggregation expression");
    return new Aggregation(operator, grouping, parameter, vector);
  }

  private Optional<Grouping> grouping() {
    Token next = tokens.peek();
    if (!next.isWord("by") && !next.isWord("without")) {
      return Optional.empty();
    }
    tokens.take();
    return Optional.of(new Grouping(next.isWord("by"), labels()));
  }

  private List<String> labels() {
    return tokens.list(
        "(",
        ")",
        "grouping opts",
        () -> tokens.expect(Token.Kind.IDENTIFIER, "grouping opts, expected label"));
  }

  private Expression function() {
    Token name = tokens.take();
    Function function = Functions.find(name.text())
        .orElseThrow(() -> tokens.fail(
            name,
            "unknown function with name \"" + name.text() + "\" (or one this metrics backend"
                + " does not support)"));
    List<Expression> arguments = tokens.list("(", ")", "function call", expression);
    checkCount(name, function, arguments.size());
    for (int at = 0; at < arguments.size(); at++) {
      require(
          name,
          arguments.get(at),
          function.parameters().get(at),
          "call to function \"" + name.text() + "\"");
    }
    return new Function.Call(function, arguments);
  }

  private void checkCount(Token name, Function function, int given) {
    int most = function.parameters().size();
    int least = most - function.optional();
    if (given < least || given > most) {
      throw tokens.fail(
          name,
          "expected %s%d argument(s) in call to \"%s\", got %d"
              .formatted(
                  least == most ? "" : given < least ? "at least " : "at most ",
                  given < least ? least : most,
                  name.text(),
                  given));
    }
  }

  private void require(Token at, Expression argument, Value.Type expected, String where) {
    if (argument.type() != expected) {
      throw tokens.fail(
          at, "expected type %s in %s, got %s".formatted(expected, where, argument.type()));
    }
  }
}
