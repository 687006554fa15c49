package io.evenkeel.playground.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.playground.promql.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      up 1  | {__name__="up"}  | 1
      up{} 1  | {__name__="up"}  | 1
      a{b="c",d="e f"} 2.5  | {__name__="a", b="c", d="e f"}  | 2.5
      a{ b = "c" , } 1e3  | {__name__="a", b="c"}  | 1000
      a{b="x,y}z"} 1 1700000000000  | {__name__="a", b="x,y}z"}  | 1
      a{b="say \\"hi\\" \\\\"} 1  | {__name__="a", b="say "hi" \\"}  | 1
      a +Inf  | {__name__="a"}  | Infinity
      a NaN  | {__name__="a"}  | NaN
      """)
  void readsALine(String line, String labels, Double value) {
    assertThat(TextFormat.parse(line)).singleElement().satisfies(sample -> {
      assertThat(sample.labels()).hasToString(labels);
      assertThat(sample.value()).isEqualTo(value);
    });
  }

  @Test
  void commentsAndBlankLinesAreNoSamples() {
    assertThat(TextFormat.parse("# HELP a b\n# TYPE a counter\n\na 1\n"))
        .extracting(Sample::value)
        .containsExactly(1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "a{b=c} 1", "a{b=\"c\" d=\"e\"} 1", "a one", "1a 2"})
  void anythingElseIsRefusedWithTheLine(String line) {
    assertThatThrownBy(() -> TextFormat.parse(line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(line);
  }
}
