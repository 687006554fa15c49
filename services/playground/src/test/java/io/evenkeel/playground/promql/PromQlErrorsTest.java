package io.evenkeel.playground.promql;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromQlErrorsTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      sum(                       | 1:5: parse error: unexpected end of input
      rate(requests)             | expected type range vector in call to function "rate"
      requests[5m]               | invalid expression type "range vector" for range query
      requests[5x]               | 1:10: parse error: unexpected
      requests[0s]               | duration must be greater than 0
      requests{                  | unexpected end of input in label matching
      requests{pod}              | unexpected "}" in label matching, expected one of =, !=, =~, !~
      requests{pod=a}            | unexpected identifier "a" in label matching, expected a quoted
      requests{pod=~"("}         | error parsing regexp "("
      {}                         | vector selector must contain at least one non-empty matcher
      {pod=""}                   | vector selector must contain at least one non-empty matcher
      frobnicate(requests)       | unknown function with name "frobnicate"
      1 > 2                      | comparisons between scalars must use BOOL modifier
      1 and 2                    | set operator "and" not allowed in binary scalar expression
      1 + bool 2                 | bool modifier can only be used on comparison operators
      "a" + 1                    | must contain only scalar and instant vector types
      topk(requests)             | expected 2, got 1
      clamp_max(requests)        | expected 2 argument(s) in call to "clamp_max", got 1
      requests requests          | unexpected identifier "requests"
      requests[5m:1m]            | subqueries are not supported
      sum(requests)[5m]          | subqueries are not supported
      requests @ 5               | the @ modifier is not supported
      a * on (pod) group_left b  | group_left is not supported
      'abc                       | unterminated quoted string
      requests $ 2               | unexpected character: '$'
      """)
  void refusesWithTheReason(String query, String reason) {
    assertThatThrownBy(() -> PromQl.range(PromQl.parse(query), TestData.of(), 0, 1, 1))
        .isInstanceOf(PromQlException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anEmptyQueryIsRefused() {
    assertThatThrownBy(() -> PromQl.parse(" ")).hasMessageContaining("no expression found");
  }

  @Test
  void deepNestingIsRefusedInsteadOfExhaustingTheStack() {
    String query = "(".repeat(10_000) + "1" + ")".repeat(10_000);

    assertThatThrownBy(() -> PromQl.parse(query)).hasMessageContaining("nested deeper than 100");
  }

  @Test
  void theSecondLineOfAQueryIsCalledSo() {
    assertThatThrownBy(() -> PromQl.parse("sum(requests)\n  / frobnicate(1)"))
        .hasMessageStartingWith("2:5: parse error: unknown function");
  }

  @Test
  void aSampleWithTwoPartnersIsAmbiguous() {
    TestData data =
        TestData.of("a{x=\"1\"} 1 1 1", "b{x=\"1\", y=\"1\"} 2 2 2", "b{x=\"1\"} 3 3 3");

    assertThatThrownBy(() -> PromQl.instant(PromQl.parse("a / on (x) b"), data, 20_000))
        .isInstanceOf(PromQlException.class)
        .hasMessageContaining("found duplicate series for the match group {x=\"1\"}");
  }
}
