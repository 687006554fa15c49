package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a run waits for, since when and until when, as the server says for each of its stages. */
final class WaitingFor {

  private WaitingFor() {}

  /** One line a stage that waits: {@code dev: waits for an approval, for 5m}. */
  static List<String> lines(Map<String, Object> summary, Instant now) {
    List<String> lines = new ArrayList<>();
    for (Object entry : Json.list(summary.get("stages"))) {
      Map<String, Object> stage = Json.object(entry);
      String text = text(stage, now);
      if (!text.isEmpty()) {
        lines.add("%s: %s".formatted(Json.text(stage.get("name")), text));
      }
    }
    return lines;
  }

  /** The same for one stage; {@code ""} if it waits for nothing. */
  static String text(Map<String, Object> stage, Instant now) {
    Map<String, Object> waiting = Json.object(stage.get("waiting"));
    if (waiting.isEmpty()) {
      return "";
    }
    return Json.text(waiting.get("text"))
        + since(Json.text(waiting.get("since")), now)
        + until(
            Json.text(waiting.get("until")),
            Json.text(waiting.get("reason")).equals("retrying")
                ? ", next attempt in %s"
                : ", at most %s more",
            now);
  }

  private static String since(String time, Instant now) {
    Duration age = between(time, now);
    return age.isNegative() ? "" : ", for " + Age.of(age);
  }

  private static String until(String time, String text, Instant now) {
    Duration age = between(time, now);
    return time.isEmpty() || !age.isNegative() ? "" : text.formatted(Age.of(age.negated()));
  }

  private static Duration between(String time, Instant now) {
    try {
      return Duration.between(Instant.parse(time), now);
    } catch (DateTimeParseException unknown) {
      return Duration.ofSeconds(-1);
    }
  }
}
