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
import java.util.function.Function;
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
  private final String project;
  private final @Nullable String context;
  private final Function<Map<String, Object>, String> format;
  private String from = BEGINNING;

  /** {@code context} may be missing: then it watches all of the project's runs. */
  EventWatch(
      Verb verb,
      Api api,
      String project,
      @Nullable String context,
      Function<Map<String, Object>, String> format) {
    this.verb = verb;
    this.api = api;
    this.project = project;
    this.context = context;
    this.format = format;
  }

  /** Leaves out what happened up to {@code time}. */
  EventWatch after(Instant time) {
    from = milliseconds(time);
    return this;
  }

  /** Returns when {@code limit} has passed; {@code null} watches for ever. */
  void follow(@Nullable Duration limit) {
    Instant end = limit == null ? Instant.MAX : Instant.now().plus(limit);
    print();
    while (Instant.now().isBefore(end)) {
      Verb.sleep(verb.cli().pause);
      print();
    }
  }

  /** Prints what has happened since the last call. */
  void print() {
    String path = ApiPath.events()
        .where("project", project)
        .where("keptnContext", context)
        .where("fromTime", from)
        .toString();
    List<Map<String, Object>> oldestFirst = new ArrayList<>(api.all(path, "events"));
    Collections.reverse(oldestFirst);
    oldestFirst.forEach(event -> verb.say(format.apply(event)));
    if (!oldestFirst.isEmpty()) {
      Map<String, Object> newest = oldestFirst.get(oldestFirst.size() - 1);
      from = milliseconds(OffsetDateTime.parse(Json.text(newest.get("time"))).toInstant());
    }
  }

  private static String milliseconds(Instant time) {
    String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
    // Instant leaves out a zero fraction; the API compares texts with three digits.
    return text.contains(".") ? text : text.replace("Z", ".000Z");
  }
}
