package io.evenkeel.shipyard;

import io.evenkeel.kit.Refusal;
import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.KeptnEvent;
import io.evenkeel.model.sequence.ApiTime;
import io.evenkeel.model.sequence.StateDocument;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Events and summaries of runs of one project, from another installation. Pure.
 *
 * @param events oldest first, so that the first of a context is its root
 * @param sequences in a final state: a run cannot be taken over while it is under way
 */
record History(List<KeptnEvent> events, List<StateDocument> sequences) {

  /** Of each; the store waits while one request is written. */
  private static final int MOST = 100;

  private static final int NAME_LENGTH = 255;

  History {
    events = List.copyOf(events);
    sequences = List.copyOf(sequences);
  }

  /**
   * Reads {@code {"events": [...], "sequences": [...]}}, either of which may be missing, in the
   * form in which the API shows them.
   *
   * @throws Refusal with 400 and what is wrong with which element
   */
  static History read(String body, String project) {
    Map<String, Object> json;
    try {
      json = Json.parseObject(body);
    } catch (IllegalArgumentException malformed) {
      throw new Refusal(400, "Invalid request format: " + malformed.getMessage());
    }
    List<KeptnEvent> events = new ArrayList<>(all(json, "events", project, History::event));
    events.sort(Comparator.comparing(KeptnEvent::time));
    return new History(events, all(json, "sequences", project, History::sequence));
  }

  private static <T> List<T> all(
      Map<String, Object> json,
      String member,
      String project,
      BiFunction<Map<String, Object>, String, T> reader) {
    List<@Nullable Object> elements = Json.list(json.get(member));
    if (elements.size() > MOST) {
      throw new Refusal(
          400, "%s: at most %d at once, not %d".formatted(member, MOST, elements.size()));
    }
    List<T> read = new ArrayList<>();
    for (Object element : elements) {
      try {
        read.add(reader.apply(Json.object(element), project));
      } catch (IllegalArgumentException wrong) {
        throw new Refusal(
            400, "%s[%d]: %s".formatted(member, read.size(), String.valueOf(wrong.getMessage())));
      }
    }
    return read;
  }

  private static KeptnEvent event(Map<String, Object> json, String project) {
    for (String name : List.of("id", "type", "source", "time", "shkeptncontext")) {
      require(json, name);
    }
    KeptnEvent event = EventJson.fromMap(json);
    of(project, event.project());
    return event;
  }

  private static StateDocument sequence(Map<String, Object> json, String project) {
    for (String name : List.of("name", "shkeptncontext", "state", "time")) {
      require(json, name);
    }
    of(project, Json.text(json.get("project")));
    if (!StateDocument.isFinal(Json.text(json.get("state")))) {
      throw new IllegalArgumentException(
          "state \"%s\" is not final; only runs that are over (%s) can be taken over"
              .formatted(json.get("state"), String.join(", ", StateDocument.finalStates())));
    }
    Map<String, Object> settled = new LinkedHashMap<>(json);
    settled.put("time", time(Json.text(json.get("time"))));
    settled.remove("pending");
    return StateDocument.fromMap(settled);
  }

  private static void require(Map<String, Object> json, String name) {
    String text = Json.text(json.get(name));
    if (text.isEmpty()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    if (text.length() > NAME_LENGTH && !name.equals("type") && !name.equals("source")) {
      throw new IllegalArgumentException(
          "%s must have at most %d characters".formatted(name, NAME_LENGTH));
    }
  }

  private static void of(String project, String named) {
    if (!named.equals(project)) {
      throw new IllegalArgumentException(
          "is of project \"%s\", not of %s".formatted(named, project));
    }
  }

  private static String time(String text) {
    try {
      return ApiTime.format(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException("time is not RFC 3339: \"" + text + "\"", malformed);
    }
  }
}
