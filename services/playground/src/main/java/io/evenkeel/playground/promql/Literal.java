package io.evenkeel.playground.promql;

/** A number or a string in the query. */
record Literal(Value value, Value.Type type) implements Expression {

  static Literal number(double value) {
    return new Literal(new Value.Scalar(value), Value.Type.SCALAR);
  }

  static Literal text(String value) {
    return new Literal(new Value.Text(value), Value.Type.TEXT);
  }

  @Override
  public Value evaluate(Moment moment) {
    return value;
  }
}
