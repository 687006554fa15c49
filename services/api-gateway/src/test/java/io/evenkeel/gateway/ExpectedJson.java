package io.evenkeel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares an answer with a case's expectation: a subset with matchers. */
final class ExpectedJson {

  private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  private ExpectedJson() {}

  static void check(String at, @Nullable Object actual, @Nullable Object expected) {
    if (expected instanceof Map<?, ?>) {
      assertThat(actual).as(at).isInstanceOf(Map.class);
      Json.object(expected)
          .forEach((name, value) -> check(at + "." + name, Json.object(actual).get(name), value));
    } else if (expected instanceof List<?> list) {
      assertThat(Json.list(actual)).as(at).hasSameSizeAs(list);
      for (int index = 0; index < list.size(); index++) {
        check(at + "[" + index + "]", Json.list(actual).get(index), list.get(index));
      }
    } else if (expected instanceof String text && text.startsWith("@")) {
      match(at, actual, text);
    } else if (expected instanceof Number number) {
      assertThat(actual).as(at).isInstanceOf(Number.class);
      assertThat(String.valueOf(actual)).as(at).isEqualTo(String.valueOf(number));
    } else {
      assertThat(actual).as(at).isEqualTo(expected);
    }
  }

  static void match(String at, @Nullable Object actual, String matcher) {
    String argument = matcher.substring(matcher.indexOf(':') + 1);
    if (matcher.equals("@uuid")) {
      assertThat(Json.text(actual)).as(at).matches(UUID);
    } else if (matcher.startsWith("@len:")) {
      assertThat(Json.list(actual)).as(at).hasSize(Integer.parseInt(argument));
    } else if (matcher.startsWith("@regex:")) {
      assertThat(Json.text(actual)).as(at).containsPattern(argument);
    } else if (matcher.startsWith("@recent:")) {
      Duration age = Duration.between(Instant.parse(Json.text(actual)), Instant.now());
      assertThat(age).as(at).isLessThan(Duration.ofSeconds(Integer.parseInt(argument)));
    } else {
      throw new AssertionError("no such matcher: " + matcher);
    }
  }
}
