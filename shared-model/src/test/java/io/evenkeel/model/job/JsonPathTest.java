package io.evenkeel.model.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.model.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the original's path library answered when it was executed. */
class JsonPathTest {

  private static final Map<String, Object> DOCUMENT = Json.parseObject("""
      {"id": "i", "data": {"project": "shop", "labels": {"build-id": "17"}, "x": "ex", "num": 5,
       "list": [{"name": "one", "v": 1}, {"name": "two", "v": 2}], "tags": ["t1", "t2"],
       "1": "eins", "2.5": "zz", "nul": null, "flag": true, "a.b": "dot"}}
      """);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "$.data.project            | \"shop\"",
        "data.project              | \"shop\"",
        "($.data.project)          | \"shop\"",
        "$ .data .project          | \"shop\"",
        "$[\"data\"].project       | \"shop\"",
        "$[`data`].project         | \"shop\"",
        "$.data['x']               | \"ex\"",
        "$.data.x // comment       | \"ex\"",
        "$.data./* c */x           | \"ex\"",
        "$.data.labels[\"build-id\"] | \"17\"",
        "$.data[\"a\\u002eb\"]     | \"dot\"",
        "$.data[\"a\\056b\"]       | \"dot\"",
        "$.data.list[0].name       | \"one\"",
        "$.data.list[\"0\"].name   | \"one\"",
        "$.data.list[(1)].name     | \"two\"",
        "$.data.tags[$.data.list[0].v] | \"t2\"",
        "$.data.tags[1.9]          | \"t2\"",
        "$.data[1]                 | \"eins\"",
        "$.data[2.5]               | \"zz\"",
        "$.data.list[*].name       | [\"one\",\"two\"]",
        "$.data.tags[0,1]          | [\"t1\",\"t2\"]",
        "$.data.tags[0,9]          | [\"t1\"]",
        "$.data.list[0:1].name     | [\"one\"]",
        "$.data.tags[::-1]         | [\"t2\",\"t1\"]",
        "$.data.tags[-1:]          | [\"t2\"]",
        "$.data.list[1:0]          | []",
        "$..name                   | [\"one\",\"two\"]",
        "$..[\"name\"]             | [\"one\",\"two\"]",
        "$.data.labels.*           | [\"17\"]",
        "$.data[\"x\",\"project\"] | [\"ex\",\"shop\"]",
        "$.data.list[?(@.v==2)].name | [\"two\"]",
        "$.data.list[?(@.v!=2)].name | [\"one\"]",
        "$.data.list[?(@.nope==1)] | []",
        "$.data.list[?(@.v)].v     | [1,2]",
        "$.data.num==5             | true",
        "$.data.x != \"ex\"        | false",
        "$(@.data.x)               | \"ex\"",
        "\"text\"                  | \"text\"",
        "data.missing              | null",
        "$.data.nul                | null",
        "-5                        | -5",
      })
  void selects(String path, String expected) {
    assertThat(EventText.json(JsonPath.parse(path).select(DOCUMENT))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "$.data.missing        | unknown key missing",
        "$.data.list[-1]       | index -1 out of bounds",
        "$.data.list[9]        | index 9 out of bounds",
        "$.data.tags[\"a\"]    | could not select value, invalid key: expected number"
            + " but got a (string)",
        "$.data.nul.x          | unsupported value type <nil> for select",
        "$['data'].x           | could not parse string",
        "$.data.labels.build-id | unknown operator -i",
        "$.data.list.0.name    | unexpected Float while scanning operator",
        "$.data.1              | unexpected Float while scanning operator",
        "$.data.list[?(@.v>1)] | unexpected \">\" while scanning parentheses",
        "$.data.list[?(@.v==2 && @.v==2)] | unknown operator &&",
        "{$.data.x}            | unexpected \"{\" while scanning extensions",
        ".data.x               | unexpected \".\" while scanning extensions",
        "$.data.weird key      | unexpected Ident while scanning operator",
        "$.data.list.length()  | unexpected \")\" while scanning extensions",
        "$.data.tags[0         | unexpected EOF while scanning JSON bracket separator",
        "$.data.tags[0:1,2]    | mixed : and , in JSON bracket",
        "$..[0:1]              | mapper can not be combined with range query",
        "$.data.num==-5        | unknown operator ==-",
      })
  void refuses(String path, String reason) {
    assertThatThrownBy(() -> JsonPath.parse(path).select(DOCUMENT))
        .isInstanceOf(JsonPathException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void anEmptyPathIsAnError() {
    assertThatThrownBy(() -> JsonPath.parse("")).isInstanceOf(JsonPathException.class);
  }

  @Test
  void aPathThatMultipliesItsResultsIsStopped() {
    assertThatThrownBy(
            () -> JsonPath.parse("$" + "[\"data\",\"data\"]($)".repeat(20)).select(DOCUMENT))
        .isInstanceOf(JsonPathException.class)
        .hasMessageContaining("more than 100000 values");
  }

  @Test
  void aPathThatNestsWithoutEndIsRefused() {
    assertThatThrownBy(() -> JsonPath.parse("(".repeat(100_000)))
        .isInstanceOf(JsonPathException.class)
        .hasMessageContaining("nested too deeply");
  }
}
