package io.evenkeel.cli;

import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.util.List;
import java.util.Map;

/** Events for people: a row, or a line, each. */
final class EventTable {

  private EventTable() {}

  static Table of(List<Map<String, Object>> events) {
    Table table = new Table("TIME", "STAGE", "SERVICE", "EVENT", "RESULT", "SOURCE", "ID");
    events.stream()
        .map(EventJson::fromMap)
        .forEach(event -> table.row(
            time(event),
            event.stage(),
            event.service(),
            shortType(event),
            result(event),
            event.source(),
            event.id()));
    return table;
  }

  /** One line: when, where, what, how it went, what was said. */
  static String line(Map<String, Object> json) {
    KeptnEvent event = EventJson.fromMap(json);
    String where = event.stage().isEmpty() ? event.service() : event.stage();
    String result = result(event);
    String message = event.message().strip().replaceAll("\\s*\\R\\s*", " | ");
    return "%s %s %s%s%s"
        .formatted(
            time(event),
            where,
            shortType(event),
            result.equals("-") ? "" : " " + result,
            message.isEmpty() ? "" : ": " + message);
  }

  private static String time(KeptnEvent event) {
    return event.time().toString();
  }

  private static String shortType(KeptnEvent event) {
    return event.type().startsWith(EventType.PREFIX)
        ? event.type().substring(EventType.PREFIX.length())
        : event.type();
  }

  private static String result(KeptnEvent event) {
    if (event.status().equals("errored") || event.status().equals("aborted")) {
      return event.status();
    }
    return event.result().isEmpty() ? "-" : event.result();
  }
}
