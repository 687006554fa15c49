package io.evenkeel.playground.promql;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * One condition of a selector, such as {@code status=~"2.."}. Regular expressions are anchored at
 * both ends; a label that is missing has the value {@code ""}.
 */
public record LabelMatcher(String label, Operator operator, String value, Predicate<String> test) {

  /** The four ways to compare. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    NOT_MATCHES("!~");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    @Override
    public String toString() {
      return symbol;
    }
  }

  /**
   * Builds a matcher.
   *
   * @throws java.util.regex.PatternSyntaxException if {@code value} is no regular expression
   */
  static LabelMatcher of(String label, Operator operator, String value) {
    Predicate<String> test =
        switch (operator) {
          case EQUAL -> value::equals;
          case NOT_EQUAL -> text -> !value.equals(text);
          case MATCHES -> Pattern.compile(value, Pattern.DOTALL).asMatchPredicate();
          case NOT_MATCHES ->
            Pattern.compile(value, Pattern.DOTALL).asMatchPredicate().negate();
        };
    return new LabelMatcher(label, operator, value, test);
  }

  /** Whether a series with these labels is selected. */
  public boolean matches(Labels labels) {
    return test.test(labels.get(label));
  }

  boolean matchesEmpty() {
    return test.test("");
  }

  @Override
  public String toString() {
    return label + operator + '"' + value + '"';
  }
}
