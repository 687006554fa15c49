package io.evenkeel.cli;

import io.evenkeel.model.Json;
import io.evenkeel.model.event.EventJson;
import io.evenkeel.model.event.EventType;
import io.evenkeel.model.event.KeptnEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run as the server knows it: its summary and its events. Source: rest-api.md §4.7. */
record Run(Api api, String project, String context) {

  /** Its summary; empty while the server has only stored what started it. */
  Optional<Map<String, Object>> summary() {
    String path =
        ApiPath.controlPlane("sequence", project).where("keptnContext", context).toString();
    return Json.list(api.get(path).get("states")).stream().map(Json::object).findFirst();
  }

  /** Its events, oldest first. */
  List<KeptnEvent> events() {
    String path = ApiPath.events()
        .where("project", project)
        .where("keptnContext", context)
        .where("pageSize", "100")
        .toString();
    return api.all(path, "events").stream()
        .map(EventJson::fromMap)
        .sorted(Comparator.comparing(KeptnEvent::time))
        .toList();
  }

  /** Those of {@code events} that end a sequence. */
  static List<KeptnEvent> ends(List<KeptnEvent> events) {
    return events.stream()
        .filter(event -> EventType.of(event.type()).isSequence())
        .filter(event -> EventType.of(event.type()).kind().equals("finished"))
        .toList();
  }

  /** Those of {@code events} with which a task failed. */
  static List<KeptnEvent> failures(List<KeptnEvent> events) {
    return events.stream()
        .filter(event -> EventType.of(event.type()).isTask())
        .filter(event -> EventType.of(event.type()).kind().equals("finished"))
        .filter(event -> event.result().equals("fail") || event.status().equals("errored"))
        .toList();
  }

  /** Says why a task failed: {@code qa test: <message>}. */
  static String reason(KeptnEvent failure) {
    String message = failure.message().isBlank() ? "failed without a message" : failure.message();
    return "%s %s: %s"
        .formatted(failure.stage(), EventType.of(failure.type()).task(), message.strip());
  }
}
