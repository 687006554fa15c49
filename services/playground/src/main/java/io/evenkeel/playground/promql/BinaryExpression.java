package io.evenkeel.playground.promql;

import io.evenkeel.playground.promql.BinaryOperator.Kind;
import io.evenkeel.playground.promql.Value.InstantVector;
import io.evenkeel.playground.promql.Value.Scalar;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code left operator right}.
 *
 * @param matching how samples of two vectors find each other
 * @param bool whether a comparison yields 0 or 1 instead of filtering
 */
record BinaryExpression(
    BinaryOperator operator, Expression left, Expression right, Grouping matching, boolean bool)
    implements Expression {

  @Override
  public Value.Type type() {
    return left.type() == Value.Type.SCALAR && right.type() == Value.Type.SCALAR
        ? Value.Type.SCALAR
        : Value.Type.INSTANT_VECTOR;
  }

  @Override
  public Value evaluate(Moment moment) {
    boolean scalarLeft = left.type() == Value.Type.SCALAR;
    boolean scalarRight = right.type() == Value.Type.SCALAR;
    if (scalarLeft && scalarRight) {
      return new Scalar(operator.apply(moment.scalar(left), moment.scalar(right)));
    }
    return new InstantVector(samples(moment, scalarLeft, scalarRight));
  }

  private List<Sample> samples(Moment moment, boolean scalarLeft, boolean scalarRight) {
    if (scalarRight) {
      double number = moment.scalar(right);
      return each(moment.vector(left), sample -> combine(sample, sample.value(), number));
    }
    if (scalarLeft) {
      double number = moment.scalar(left);
      return each(moment.vector(right), sample -> combine(sample, number, sample.value()));
    }
    VectorMatching vectors = new VectorMatching(
        matching, moment.vector(left).samples(), moment.vector(right).samples());
    return switch (operator) {
      case AND -> vectors.and();
      case OR -> vectors.or();
      case UNLESS -> vectors.unless();
      default ->
        vectors
            .pairs()
            .flatMap(pair -> combine(pair.kept(), pair.left(), pair.right()))
            .toList();
    };
  }

  private static List<Sample> each(
      InstantVector vector, java.util.function.Function<Sample, Stream<Sample>> step) {
    return vector.samples().stream().flatMap(step).toList();
  }

  /** The result for one sample: none if a filtering comparison does not hold. */
  private Stream<Sample> combine(Sample kept, double leftValue, double rightValue) {
    double result = operator.apply(leftValue, rightValue);
    if (operator.kind() == Kind.COMPARISON && !bool) {
      return result == 0 ? Stream.empty() : Stream.of(kept);
    }
    return Stream.of(new Sample(kept.labels().withoutName(), result));
  }
}
