package io.evenkeel.model.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of job-executor.md §9, and what Go's YAML library wrote when it was executed. */
class EventTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"t1\"          | t1            | \"t1\"      | t1⏎",
        "\"5\"           | 5             | \"5\"       | \"5\"⏎",
        "\"yes\"         | yes           | \"yes\"     | \"yes\"⏎",
        "\"l1\\nl2\"     | l1⏎l2         | \"l1\\nl2\" | ¦-⏎  l1⏎  l2⏎",
        "5               | 5             | 5           | 5⏎",
        "0.5             | 0.5           | 0.5         | 0.5⏎",
        "-3.0            | -3            | -3          | -3⏎",
        "12345678        | 12345678      | 12345678    | 1.2345678e+07⏎",
        "1e21            | 1e+21         | 1e+21       | 1e+21⏎",
        "1e-7            | 1e-7          | 1e-7        | 1e-07⏎",
        "true            | true          | true        | true⏎",
        "null            |               | null        | null⏎",
        "[\"t1\",\"t2\"] | [t1 t2]       | [\"t1\",\"t2\"] | - t1⏎- t2⏎",
        "[1,\"a\",null,{\"k\":1}] | [1 a <nil> map[k:1]] | [1,\"a\",null,{\"k\":1}]"
            + " | - 1⏎- a⏎- null⏎- k: 1⏎",
        "{\"z\":1,\"a\":\"<&>\"} | {\"a\":\"\\u003c\\u0026\\u003e\",\"z\":1}"
            + " | {\"a\":\"\\u003c\\u0026\\u003e\",\"z\":1} | a: <&>⏎z: 1⏎",
        "[]              | []            | []          | []⏎",
        "{}              | {}            | {}          | {}⏎",
        "\"12:30\"       | 12:30         | \"12:30\"   | \"12:30\"⏎",
        "\"a: b\"        | a: b          | \"a: b\"    | 'a: b'⏎",
        "\"2001-01-01\"  | 2001-01-01    | \"2001-01-01\" | \"2001-01-01\"⏎",
        "{\"a\":{},\"b\":[[1]]} | {\"a\":{},\"b\":[[1]]} | {\"a\":{},\"b\":[[1]]}"
            + " | a: {}⏎b:⏎- - 1⏎",
      })
  void formats(String json, String plain, String asJson, String asYaml) {
    Object value = Json.parse(json);

    assertThat(EventText.format(value, "")).isEqualTo(plain == null ? "" : lines(plain));
    assertThat(EventText.format(value, "JSON")).isEqualTo(asJson);
    assertThat(EventText.format(value, "yaml")).isEqualTo(lines(asYaml));
  }

  @Test
  void writesTheTimeTheWayGoDoes() {
    Instant time = Instant.parse("2024-01-02T03:04:05.123Z");

    assertThat(EventText.format(time, "")).isEqualTo("2024-01-02 03:04:05.123 +0000 UTC");
    assertThat(EventText.format(time, "json")).isEqualTo("\"2024-01-02T03:04:05.123Z\"");
    assertThat(EventText.format(time, "yaml")).isEqualTo("2024-01-02T03:04:05.123Z\n");
  }

  @Test
  void sortsKeysNaturallyEvenWhereTheOrderHasCycles() {
    StringBuilder json = new StringBuilder("{\"x2\":0,\"x10\":0");
    for (int index = 0; index < 50; index++) {
      json.append(",\"a%d\":0,\"a%db\":0,\"a0%d\":0".formatted(index, index, index));
    }

    String yaml = EventText.format(Json.parse(json.append("}").toString()), "yaml");

    assertThat(yaml).contains("x2: 0\nx10: 0\n");
    assertThat(yaml.lines()).hasSize(152);
  }

  private static String lines(String text) {
    return text.replace('⏎', '\n').replace('¦', '|');
  }
}
