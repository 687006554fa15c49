package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, and what people are told about a text that is not JSON. */
class JsonTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{ | Unexpected end-of-input: expected close marker for Object (line 1, column 2)",
        "{\"a\": [1 | Unexpected end-of-input: expected close marker for Array (line 1, column 9)",
        "[] | expected a JSON object",
      })
  void saysWhereATextIsNoObjectAndNothingAboutTheParser(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.parseObject(text))
        .withMessage(message);
  }

  @Test
  void wholeNumbersAreLongsUnlessTheyAreTooLarge() {
    assertThat(Json.parseObject("{\"a\":5,\"b\":9007199254740993,\"c\":12345678901234567890}"))
        .containsEntry("a", 5L)
        .containsEntry("b", 9007199254740993L)
        .containsEntry("c", 1.2345678901234567E19);
  }

  @Test
  void saysHowDeepATextMayBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Json.parseObject("{\"a\":".repeat(300)))
        .withMessageContaining("nesting depth (201) exceeds the maximum allowed (200)");
  }
}
