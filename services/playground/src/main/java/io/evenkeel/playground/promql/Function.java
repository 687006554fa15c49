package io.evenkeel.playground.promql;

import java.util.List;

/**
 * A function of the language.
 *
 * @param parameters the types it takes, in order
 * @param optional how many of the last parameters may be left out
 */
record Function(
    String name, Value.Type result, List<Value.Type> parameters, int optional, Body body) {

  @FunctionalInterface
  interface Body {
    Value apply(Expression.Moment moment, List<Expression> arguments);
  }

  /** A call with arguments of the right number and types. */
  record Call(Function function, List<Expression> arguments) implements Expression {

    @Override
    public Value.Type type() {
      return function.result();
    }

    @Override
    public Value evaluate(Moment moment) {
      return function.body().apply(moment, arguments);
    }
  }
}
