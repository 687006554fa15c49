package io.evenkeel.model.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Merge (sequences.md 3.11, cases E24, E27, E31)")
class MergeTest {

  @Tag("E24")
  @Tag("E27")
  @Tag("E31")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"uris\":[\"u1\"]}          | {\"uris\":[\"u2\",\"u3\"]}  | {\"uris\":[\"u2\",\"u3\",\"u1\"]}",
        "{\"a\":{\"b\":\"1\"}}        | {\"a\":{\"c\":\"2\"}}       | {\"a\":{\"b\":\"1\",\"c\":\"2\"}}",
        "{\"a\":{\"b\":\"1\"}}        | {\"a\":null}                | {\"a\":{\"b\":\"1\"}}",
        "{\"a\":[1]}                  | {\"a\":null}                | {\"a\":[1]}",
        "{\"a\":\"x\"}                | {\"a\":null}                | {\"a\":\"\"}",
        "{\"a\":\"x\"}                | {\"a\":{\"score\":5}}       | {\"a\":{\"score\":5}}",
        "{\"a\":null}                 | {\"a\":[1]}                 | {\"a\":[1]}",
        "{\"get-action\":{\"actionIndex\":1}} | {\"get-action\":{\"actionIndex\":2}} | {\"get-action\":{\"actionIndex\":2}}",
        "{\"flag\":true}              | {\"flag\":false}            | {\"flag\":false}",
        "{\"score\":80}               | {\"score\":95.5}            | {\"score\":95.5}",
      })
  void laysTheNewerOverTheOlder(String older, String newer, String merged) {
    assertThat(Merge.objects(Json.parseObject(older), Json.parseObject(newer)))
        .isEqualTo(Json.parseObject(merged));
  }
}
