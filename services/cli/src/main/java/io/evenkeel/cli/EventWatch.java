package io.evenkeel.cli;

import io.evenkeel.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints the events of a run, oldest first, each once.
 *
 * <p>Source: cli.md §4.6: asks for what is newer than the newest event seen, cut to milliseconds.
 */
final class EventWatch {

  private static final String BEGINNING = "0001-01-01T00:00:00.000Z";

  private final Verb verb;
  private final Api api;
  private final Output output;

  EventWatch(Verb verb, Api api, Output output) {
    this.verb = verb;
    this.api = api;
    this.output = output;
  }

  /** Returns when {@code limit} has passed; {@code null} watches for ever. */
  void follow(String project, String context, @Nullable Duration limit) {
    Instant end = limit == null ? Instant.MAX : Instant.now().plus(limit);
    String from = print(project, context, BEGINNING);
    while (Instant.now().isBefore(end)) {
      Verb.sleep(verb.cli().pause);
      from = print(project, context, from);
    }
  }

  private String print(String project, String context, String from) {
    String path = ApiPath.events()
        .where("project", project)
        .where("keptnContext", context)
        .where("fromTime", from)
        .toString();
    List<Map<String, Object>> oldestFirst = new ArrayList<>(api.all(path, "events"));
    Collections.reverse(oldestFirst);
    oldestFirst.forEach(event -> verb.say(output.write(event)));
    return oldestFirst.isEmpty() ? from : milliseconds(oldestFirst.get(oldestFirst.size() - 1));
  }

  private static String milliseconds(Map<String, Object> event) {
    Instant time = OffsetDateTime.parse(Json.text(event.get("time"))).toInstant();
    String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
    // Instant leaves out a zero fraction; the API compares texts with three digits.
    return text.contains(".") ? text : text.replace("Z", ".000Z");
  }
}
