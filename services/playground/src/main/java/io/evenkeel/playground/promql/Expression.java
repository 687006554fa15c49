package io.evenkeel.playground.promql;

import io.evenkeel.playground.promql.Value.InstantVector;
import io.evenkeel.playground.promql.Value.RangeVector;
import io.evenkeel.playground.promql.Value.Scalar;
import io.evenkeel.playground.promql.Value.Text;

/** A parsed query, or a part of one. Immutable; may be evaluated at many moments. */
public interface Expression {

  /** The type every evaluation yields. */
  Value.Type type();

  /**
   * Evaluates at one moment.
   *
   * @throws PromQlException if the data do not fit the query
   */
  Value evaluate(Moment moment);

  /**
   * When and on what data to evaluate.
   *
   * @param time milliseconds since the epoch
   */
  record Moment(SampleSource source, long time) {

    // The parser has checked every argument's type, so these casts cannot fail.

    double scalar(Expression expression) {
      return ((Scalar) expression.evaluate(this)).value();
    }

    InstantVector vector(Expression expression) {
      return (InstantVector) expression.evaluate(this);
    }

    RangeVector range(Expression expression) {
      return (RangeVector) expression.evaluate(this);
    }

    String text(Expression expression) {
      return ((Text) expression.evaluate(this)).value();
    }
  }
}
