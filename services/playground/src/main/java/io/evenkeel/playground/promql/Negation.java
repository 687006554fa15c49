package io.evenkeel.playground.promql;

import io.evenkeel.playground.promql.Value.InstantVector;
import io.evenkeel.playground.promql.Value.Scalar;

/** Unary minus. */
record Negation(Expression operand) implements Expression {

  @Override
  public Value.Type type() {
    return operand.type();
  }

  @Override
  public Value evaluate(Moment moment) {
    if (type() == Value.Type.SCALAR) {
      return new Scalar(-moment.scalar(operand));
    }
    return new InstantVector(moment.vector(operand).samples().stream()
        .map(sample -> new Sample(sample.labels().withoutName(), -sample.value()))
        .toList());
  }
}
